import path from 'node:path';
import { compileAll } from '../core/api/compile';

/** jest's global set-up: the nodes import what the build makes of the API documents. */
export default function compileDocuments(): void {
	compileAll(path.resolve(__dirname, '..'));
}
