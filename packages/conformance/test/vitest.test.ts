import { testRerankProvider } from '../src/vitest.ts';
import { acme, acmeLocal, fixtures } from './support/acme.ts';

testRerankProvider(acme, { fixtures });
testRerankProvider(acmeLocal());
