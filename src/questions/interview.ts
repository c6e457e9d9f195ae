import { WentBack, type Answers } from './answers.ts';
import { isUnasked, type AnyQuestion } from './question.ts';

/**
 * Answers these questions in order, as far as they are not answered yet. Going back asks the question
 * before again; without one, the same question.
 *
 * @param answered is called after each question, and again after each answer that was changed.
 */
export async function interview(
  answers: Answers,
  questions: readonly AnyQuestion[],
  answered: (question: AnyQuestion) => Promise<void> | void = () => undefined,
): Promise<void> {
  let at = 0;
  for (let question = questions[at]; question; question = questions[at]) {
    try {
      await answers.answer(question);
    } catch (error) {
      if (!(error instanceof WentBack)) throw error;
      // What is kept of the answers answers itself, up to this question.
      if (await goBack(answers, questions.slice(0, at))) at = 0;
      continue;
    }
    await answered(question);
    at++;
  }
}

/** Asks the last of these questions once more that can be changed, or the one before it; says whether any was. */
async function goBack(answers: Answers, questions: readonly AnyQuestion[]): Promise<boolean> {
  const isAsked = (one: AnyQuestion) => !isUnasked(one, answers.answered) && answers.canChange(one);
  for (const question of questions.filter(isAsked).toReversed()) {
    try {
      await answers.change(question);
      return true;
    } catch (error) {
      if (!(error instanceof WentBack)) throw error;
    }
  }
  return false;
}
