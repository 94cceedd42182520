/** A failure that a person can mend: `message` says what happened, `next` what to do. */
export class SetupProblem extends Error {
	constructor(message: string, next: string);
	next: string;
}
export function checkNodeVersion(version?: string): void;
export function ensureInstalled(): Promise<void>;
export function exitWith(error: unknown): never;
export function freeMegabytes(folder: string): number;
export function installProgress(folder: string): () => string;
export function runNpm(run: {
	cwd: string;
	args: string[];
	step: string;
	progress?: () => string;
}): Promise<void>;
