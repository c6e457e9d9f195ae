/** A state that turns into another one at a moment of the clock, whether or not anybody looks. */
export interface Phase<State extends string> {
  first: State;
  /** Milliseconds since 1970. */
  until: number;
  next: State;
}

/** The state at `now`. */
export const at = <State extends string>({ first, until, next }: Phase<State>, now: number): State =>
  now < until ? first : next;
