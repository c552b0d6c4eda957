import type { Server } from 'node:http';

/** Resolves once the server listens, to the function that stops it at once. */
export function listen(server: Server, port: number, host: string): Promise<() => Promise<void>> {
  return new Promise((resolve, reject) => {
    const onError = (error: NodeJS.ErrnoException) => reject(explain(error, port, host));
    server.once('error', onError);
    server.listen(port, host, () => {
      server.off('error', onError);
      resolve(() => stop(server));
    });
  });
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    // It calls back with an error when the server is stopped already, which is as well.
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

function explain(error: NodeJS.ErrnoException, port: number, host: string): Error {
  switch (error.code) {
    case 'EADDRINUSE':
      return new Error(`Port ${port} on ${host} is in use: choose another, or 0 for a free one.`, { cause: error });
    case 'EACCES':
      return new Error(`Port ${port} on ${host} needs more rights: choose one above 1023.`, { cause: error });
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new Error(`The host ${host} is no address of this machine.`, { cause: error });
    default:
      return error;
  }
}
