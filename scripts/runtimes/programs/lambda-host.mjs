// Calls a bundled function twice, as Lambda does with one that it keeps warm: node lambda-host.mjs <bundle> <upstream>
import process from 'node:process';
import { pathToFileURL } from 'node:url';

const [bundle = '', upstream] = process.argv.slice(2);
const { handler } = await import(pathToFileURL(bundle).href);
for (let call = 0; call < 2; call++) console.log(JSON.stringify(await handler({ upstream })));
