import type { IncomingMessage, ServerResponse } from 'node:http';
import type { StaticDocumentSpec } from '@fastify/swagger';

export type DocsHandler = (request: IncomingMessage, response: ServerResponse) => void;

/**
 * Swagger UI under `prefix`. Loading it and its framework takes longer than the rest of the start-up, so that it is done
 * when somebody first asks for the page.
 */
export function lazyDocs(prefix: string, document: () => object): () => Promise<DocsHandler> {
  let handler: Promise<DocsHandler> | undefined;
  return () => {
    handler ??= loadDocs(prefix, document()).catch((error: unknown) => {
      handler = undefined;
      throw error;
    });
    return handler;
  };
}

async function loadDocs(prefix: string, document: object): Promise<DocsHandler> {
  const [{ fastify }, { fastifySwagger }, { fastifySwaggerUi }] = await Promise.all([
    import('fastify'),
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
