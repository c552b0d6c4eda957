// The least that a Node server can be: what a cold start is compared with.
import { createServer } from 'node:http';

createServer((request, response) => {
  request.resume().on('end', () => response.end('{}'));
}).listen(Number(process.env['PORT']), '127.0.0.1');
