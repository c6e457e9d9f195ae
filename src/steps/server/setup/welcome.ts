/** What a visitor sees until an app is deployed: a file, so nothing has to run for it but nginx. */
export const welcome = `mkdir -p /opt/stepway/welcome
put /opt/stepway/welcome/index.html <<'HTML'
<!doctype html><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>It works</title>
<style>body{font:1.2rem/1.6 system-ui;max-width:34rem;margin:20vh auto;padding:0 1rem}</style>
<h1>It works.</h1><p>This server is ready for your app: run <code>stepway init</code> and <code>stepway deploy</code> in its folder.</p>
<p lang="ko">서버가 준비되었습니다. 앱 폴더에서 <code>stepway init</code>과 <code>stepway deploy</code>를 실행하세요.</p>
HTML
`;
