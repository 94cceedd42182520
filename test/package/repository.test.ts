import { execFileSync } from 'node:child_process';
import { root } from './files';

/** Lines of tracked files that match, without the lines that spell the pattern out in this folder. */
function trackedLines(pattern: string, ...paths: string[]): string[] {
	try {
		return execFileSync('git', ['grep', '-nIE', pattern, '--', '.', ':!test/package', ...paths], {
			cwd: root,
			encoding: 'utf8',
			stdio: ['ignore', 'pipe', 'pipe'],
		})
			.trim()
			.split('\n');
	} catch (error) {
		// git grep ends with 1 when nothing matches
		if ((error as { status?: number }).status === 1) return [];
		throw error;
	}
}

describe('what is committed', () => {
	it('can be searched', () => {
		expect(trackedLines('"name": "n8n-nodes-pedidos"')).not.toEqual([]);
	});

	it('names no package registry, so that everybody installs from their own', () => {
		expect(trackedLines('"resolved":|registry\\.npmjs|registry\\.yarnpkg|registry=|_authToken')).toEqual([]);
	});

	it('names no path of the machine it was written on', () => {
		expect(trackedLines('(^|[^[:alnum:]./_-])/(work|root|home|Users)/[[:alnum:]]')).toEqual([]);
	});

	it('switches no lint rule and no type check off', () => {
		expect(trackedLines('eslint-disable|@ts-(ignore|nocheck)', ':!*.md')).toEqual([]);
	});
});
