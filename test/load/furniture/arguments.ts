import { SetupProblem } from '../../../sandbox/ensure-installed';
import type { Options } from './report';

export interface Arguments extends Omit<Options, 'log'> {
	/** The benches that are wanted. */
	names: string[];
	check: boolean;
	write: boolean;
}

/** @throws SetupProblem for an argument that means nothing */
export function readArguments(given: string[], benches: string[]): Arguments {
	const wanted: Arguments = { names: benches, check: false, write: false, most: Infinity };
	for (const argument of given) {
		const [name = '', value = ''] = argument.split('=', 2);
		const names = value.split(',');
		const count = /^[1-9]\d*$/.test(value) ? Number(value) : undefined;
		if (argument === '--check') wanted.check = true;
		else if (argument === '--write') wanted.write = true;
		else if (name === '--only' && names.every((one) => benches.includes(one))) wanted.names = names;
		else if (name === '--rounds' && count) wanted.rounds = count;
		else if (name === '--most' && count) wanted.most = count;
		else throw new SetupProblem(`"${argument}" means nothing here.`, usage(benches));
	}
	return wanted;
}

const usage = (benches: string[]) => `
Usage: npm run bench -- [--only=${benches.join(',')}] [--check] [--write] [--rounds=5] [--most=10000]`;
