import type { IncomingMessage, ServerResponse } from 'node:http';
import type { StaticDocumentSpec } from '@fastify/swagger';
import fastify from 'fastify';

export type DocsHandler = (request: IncomingMessage, response: ServerResponse) => void;

/**
 * Swagger UI under `prefix`. Reading its files takes about as long as the rest of the start-up, so that it is loaded
 * when somebody first asks for the page.
 */
export function lazyDocs(prefix: string, document: () => object): () => Promise<DocsHandler> {
  let handler: Promise<DocsHandler> | undefined;
  return () => {
    handler ??= loadDocs(prefix, document());
    return handler;
  };
}

async function loadDocs(prefix: string, document: object): Promise<DocsHandler> {
  const [{ fastifySwagger }, { fastifySwaggerUi }] = await Promise.all([
    import('@fastify/swagger'),
    import('@fastify/swagger-ui'),
  ]);
  const app = fastify();
  await app.register(fastifySwagger, {
    mode: 'static',
    specification: { document: document as StaticDocumentSpec['document'] },
  });
  await app.register(fastifySwaggerUi, { routePrefix: prefix });
  await app.ready();
  return app.routing;
}
