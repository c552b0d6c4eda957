// What upstream.c does, for machines without a C compiler. Arguments: port, delay in milliseconds.
import { createServer, type Socket } from 'node:net';
import { makeAnswers } from '../src/workloads/answers.ts';

const [port, delayMs] = process.argv.slice(2).map(Number) as [number, number];
let isSlow = false;
process.on('SIGUSR2', () => {
  isSlow = true;
});
process.on('SIGHUP', () => {
  isSlow = false;
});
const answers = new Map([...makeAnswers()].map(([name, body]) => [name, toResponse('200 OK', body)]));
const notFound = toResponse('404 Not Found', Buffer.from('{}'));
const lengthRequired = toResponse('411 Length Required', Buffer.from('{}'));

createServer({ noDelay: true }, serve).listen({ port, host: '127.0.0.1', backlog: 4096 });

function serve(socket: Socket): void {
  let head = '';
  let bodyLeft = 0;
  let answer: Buffer | undefined;
  const finish = () => {
    const response = answer as Buffer;
    answer = undefined;
    if (isSlow) setTimeout(() => socket.write(response), delayMs);
    else socket.write(response);
  };
  socket.on('data', (chunk) => {
    if (answer === undefined) {
      head += chunk.toString('latin1');
      const end = head.indexOf('\r\n\r\n');
      if (end === -1) return;
      bodyLeft = contentLength(head) - (head.length - end - 4);
      answer = chooseAnswer(head);
      head = '';
    } else {
      bodyLeft -= chunk.length;
    }
    // Clients do not pipeline, so nothing of a next request is in hand.
    if (bodyLeft <= 0) finish();
  });
  // A client that goes away in the middle is its own business.
  socket.on('error', () => {});
}

function chooseAnswer(head: string): Buffer {
  if (/^transfer-encoding:/im.test(head)) return lengthRequired;
  const name = /^\w+ \/([\w-]+)/.exec(head)?.[1] ?? '';
  return answers.get(name) ?? notFound;
}

const contentLength = (head: string) => Number(/^content-length:\s*(\d+)/im.exec(head)?.[1] ?? 0);

function toResponse(status: string, body: Buffer): Buffer {
  const lines = [`HTTP/1.1 ${status}`, 'content-type: application/json', `content-length: ${body.length}`, '', ''];
  return Buffer.concat([Buffer.from(lines.join('\r\n')), body]);
}
