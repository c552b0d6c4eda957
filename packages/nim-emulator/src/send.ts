import type { ServerResponse } from 'node:http';
import type { Answer } from './answer.ts';
import type { Reply } from './polling.ts';

/** Writes the reply, or does to the connection what the reply asks for. */
export async function send(response: ServerResponse, { answer, connection }: Reply): Promise<void> {
  const { socket } = response;
  switch (connection) {
    case 'drop':
      socket?.destroy();
      return;
    case 'reset':
      socket?.resetAndDestroy();
      return;
    case 'cut': {
      const body = Buffer.from(answer.body);
      response.writeHead(answer.status, { ...answer.headers, 'content-length': Math.max(body.length, 2) });
      response.write(body.subarray(0, Math.floor(body.length / 2)), () => socket?.destroy());
      return;
    }
    case undefined:
      if (answer.padToBytes === undefined) sendWhole(response, answer);
      else await sendPadded(response, answer, answer.padToBytes);
  }
}

function sendWhole(response: ServerResponse, { status, headers, body }: Answer): void {
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) });
  response.end(body);
}

const PADDING = Buffer.alloc(64 * 1024, ' ');

/** Without a length, so that the client finds out by reading. */
async function sendPadded(response: ServerResponse, { status, headers, body }: Answer, bytes: number): Promise<void> {
  response.writeHead(status, headers);
  response.write(body);
  for (let left = bytes - Buffer.byteLength(body); left > 0; left -= PADDING.length) {
    if (!response.write(PADDING.subarray(0, left)) && !(await drained(response))) return;
  }
  response.end();
}

/** True when there is room for more, false when nobody reads any more. */
const drained = (response: ServerResponse): Promise<boolean> =>
  new Promise((resolve) => {
    const settle = (goOn: boolean) => {
      response.off('drain', onDrain);
      response.off('close', onClose);
      resolve(goOn);
    };
    const onDrain = () => settle(true);
    const onClose = () => settle(false);
    response.on('drain', onDrain);
    response.on('close', onClose);
  });
