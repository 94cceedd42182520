import { join } from 'node:path';
import { adopt } from './adopt';
import { AdoptProblem } from './problem';
import { reportOf } from './report';

const USAGE = 'npm run adopt -- <platform> <official OpenAPI file> [--dry-run] [--official-names]';

const OPTIONS = ['--dry-run', '--official-names'];

/**
 * `npm run adopt`: see docs/adopting.md.
 * @param root folder of the repository
 * @returns exit code
 */
export function main(args: string[], root: string, tell: (text: string) => void): number {
	try {
		const unknown = args.find((one) => one.startsWith('-') && !OPTIONS.includes(one));
		const [platform, file, ...more] = args.filter((one) => !one.startsWith('-'));
		if (platform === undefined || file === undefined || more.length > 0 || unknown !== undefined) {
			throw new AdoptProblem(
				unknown === undefined ? 'A platform and a file are needed' : `There is no option ${unknown}`,
				`Usage: ${USAGE}`,
			);
		}
		const [dryRun, officialNames] = OPTIONS.map((option) => args.includes(option));
		tell(reportOf(adopt({ root, platform, file, dryRun, keepNames: !officialNames })));
		return 0;
	} catch (error) {
		if (!(error instanceof AdoptProblem)) throw error;
		tell(`${error.message}\n${error.advice}`);
		return 1;
	}
}

if (require.main === module) {
	process.exitCode = main(process.argv.slice(2), join(__dirname, '../../..'), (text) => console.log(text));
}
