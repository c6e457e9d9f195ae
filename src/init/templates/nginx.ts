import { yamlString, type GeneratedFile } from '../files.ts';
import type { TraitsOf } from '../detect.ts';

/** An app of one page finds its own way; other sites have a page for each path. */
const lookups = (isOnePage: boolean) => (isOnePage ? '$uri $uri/ /index.html' : '$uri $uri/ $uri.html =404');

export const nginx = ({ root, build }: TraitsOf<'static'>): GeneratedFile => ({
  path: 'deploy/nginx.conf',
  executable: false,
  about: { en: 'the web server of the pages', ko: '페이지를 제공할 웹 서버 설정' },
  content: `# Serves the pages as the user "app". run.sh fills in the port.
# Written by \`stepway init\`. It is yours to change.
pid /run/app/nginx.pid;
error_log stderr;
events {}
http {
  include /etc/nginx/mime.types;
  default_type application/octet-stream;
  access_log off;
  server_tokens off;
  sendfile on;
  gzip on;
  gzip_types text/css application/javascript application/json image/svg+xml;
  client_body_temp_path /run/app/body;
  proxy_temp_path /run/app/proxy;
  fastcgi_temp_path /run/app/fastcgi;
  uwsgi_temp_path /run/app/uwsgi;
  scgi_temp_path /run/app/scgi;
  server {
    listen __PORT__;
    root ${yamlString(root === '.' ? '/opt/app' : `/opt/app/${root}`)};
    # Behind a load balancer it knows neither the visitors' port nor that they came by HTTPS.
    absolute_redirect off;
    location / { try_files ${lookups(build !== undefined)}; }
    # What belongs to the deployment, and what begins with a dot, is no page.
    location ~ ^/(deploy/|appspec\\.yml$|node_modules/|package(-lock)?\\.json$) { return 404; }
    location ~ /\\.(?!well-known/) { return 404; }
  }
}
`,
});
