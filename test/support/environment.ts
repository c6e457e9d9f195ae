/** What a child process of a test sees: nothing of this machine's account, language or terminal settings. */
export function environment(home: string, extra: Readonly<Record<string, string>> = {}): Record<string, string> {
  return {
    PATH: process.env.PATH ?? '',
    HOME: home,
    USERPROFILE: home,
    LANG: 'en_US.UTF-8',
    // Without it the SDK looks for the credentials of a cloud server, and waits for an answer.
    AWS_EC2_METADATA_DISABLED: 'true',
    ...extra,
  };
}
