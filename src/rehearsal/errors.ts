/** What AWS would answer: the wire code, which the SDK may turn into a differently named exception. */
export class Refusal extends Error {
  readonly code: string;
  /** HTTP status; where the SDK's model states one for the code, that one wins. */
  readonly status: number;

  constructor(code: string, message: string, status: number) {
    super(message);
    this.name = code;
    this.code = code;
    this.status = status;
  }
}

/** Ends an operation with an AWS error. */
export function refuse(code: string, message: string, status = 400): never {
  throw new Refusal(code, message, status);
}

/** The program asked for something that the rehearsal does not play, or that no AWS would understand: a defect. */
export class RehearsalError extends Error {
  override readonly name = 'RehearsalError';
}
