import { defineConfig } from 'tsup';
import { library } from '../../tsup.base.ts';

// No bundle for Node: it would hold Google's library, which is loaded only where a request is signed.
export default defineConfig(library(['src/index.ts']));
