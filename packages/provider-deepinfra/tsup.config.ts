import { provider } from '../../tsup.base.ts';

export default provider(['src/index.ts']);
