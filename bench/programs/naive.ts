// The proxy that anybody would write first: parse, transform, stringify. No key, no routing, no checks, no log.
import { createServer, type IncomingMessage } from 'node:http';
import { Agent, request as send } from 'undici';

interface RerankBody {
  readonly model: string;
  readonly query: string;
  readonly documents: readonly (string | { readonly text: string })[];
  readonly top_n?: number;
  readonly return_documents?: boolean;
}

interface NimAnswer {
  readonly rankings: readonly { readonly index: number; readonly logit: number }[];
}

const origin = process.env['UPSTREAM'] as string;
const dispatcher = new Agent({ headersTimeout: 0, bodyTimeout: 0 });

createServer((request, response) => {
  rerank(request).then(
    (answer) => response.writeHead(200, { 'content-type': 'application/json' }).end(answer),
    () => response.writeHead(502).end(),
  );
}).listen(Number(process.env['PORT']), '127.0.0.1');

async function rerank(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const body = JSON.parse(Buffer.concat(chunks).toString()) as RerankBody;
  const texts = body.documents.map((document) => (typeof document === 'string' ? document : document.text));
  const answer = await send(`${origin}/${body.model}/v1/ranking`, {
    dispatcher,
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      model: 'bench/model',
      query: { text: body.query },
      passages: texts.map((text) => ({ text })),
    }),
  });
  const { rankings } = (await answer.body.json()) as NimAnswer;
  const results = rankings.slice(0, body.top_n).map(({ index, logit }) => ({
    index,
    relevance_score: logit,
    ...(body.return_documents && { document: { text: texts[index] } }),
  }));
  return JSON.stringify({ id: '1', results, meta: { api_version: { version: '1' } } });
}
