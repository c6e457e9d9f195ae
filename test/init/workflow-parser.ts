import { register } from 'node:module';

/** GitHub's own parser imports its schema as JSON without saying so, which Node does not take. */
const asJson = `export const load = (url, context, next) =>
  next(url, url.endsWith('.json') ? { ...context, importAttributes: { type: 'json' } } : context);`;

/** What GitHub's own parser has against a workflow, and the jobs that it sees in it. */
export async function readAsGitHub(content: string): Promise<{ errors: string[]; jobs: string[] }> {
  register(`data:text/javascript,${encodeURIComponent(asJson)}`);
  const { convertWorkflowTemplate, NoOperationTraceWriter, parseWorkflow } = await import('@actions/workflow-parser');
  const { context, value } = parseWorkflow({ name: 'deploy.yml', content }, new NoOperationTraceWriter());
  const syntax = context.errors.getErrors().map(({ message }) => message);
  if (!value) return { errors: syntax, jobs: [] };
  const template = await convertWorkflowTemplate(context, value);
  const errors = [...syntax, ...(template.errors ?? []).map(({ Message }) => Message)];
  // Against its type it has none when there was an error.
  const jobs = (template.jobs as typeof template.jobs | undefined) ?? [];
  return { errors, jobs: jobs.map(({ id }) => id.value) };
}
