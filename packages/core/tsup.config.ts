import { library } from '../../tsup.base.ts';

export default library([], {
  entry: {
    index: 'src/index.ts',
    transport: 'src/transport/default-fetch.ts',
    'transport-node': 'src/transport/default-node.ts',
    undici: 'src/transport/undici.ts',
    diagnostics: 'src/instrumentation/diagnostics.ts',
  },
});
