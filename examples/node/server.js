import { createServer } from 'node:http';

createServer((request, response) => {
  response.setHeader('Content-Type', 'text/plain; charset=utf-8');
  if (request.url === '/health') return response.end('ok\n');
  return response.end('Hello from Node.js. 안녕하세요.\n');
}).listen(Number(process.env.PORT ?? 8080));
