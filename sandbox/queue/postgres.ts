import { execFile, execFileSync } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { SetupProblem } from '../ensure-installed';
import { freePort } from '../n8n/ports';
import { startProgram, type ProgramHandle } from '../program';
import { findServers } from './find-servers';
import { spawnServer, type SystemUser } from './keep';

const run = promisify(execFile);

export interface Postgres extends ProgramHandle {
	readonly port: number;
	readonly user: string;
	/** The one that `initdb` makes. */
	readonly database: string;
	/** Runs one statement and resolves to its rows, members of a row as text. */
	query(sql: string): Promise<string[][]>;
}

const ROLE = 'n8n';
const DATABASE = 'postgres';
/** The user that Debian's package makes. */
const SYSTEM_USER = 'postgres';
/** Bytes; the output of several hundred executions. */
const LARGEST_ANSWER = 512 * 1024 * 1024;
const BETWEEN_ROWS = '\u001e';
const BETWEEN_COLUMNS = '\u001f';

/**
 * Starts PostgreSQL on a free port of the loopback address; it keeps the port across restarts.
 * @param folder keeps its data; made where it is missing
 * @param password of the one role that there is
 * @throws SetupProblem where it is not installed, or does not start
 */
export async function startPostgres(folder: string, password: string): Promise<Postgres> {
	const servers = findServers();
	const user = userForPostgres();
	if (!existsSync(join(folder, 'PG_VERSION'))) await initialize(servers.initdb, folder, password, user);
	const port = await freePort();
	const program = await startProgram({
		name: 'PostgreSQL',
		spawn: () =>
			spawnServer({
				command: servers.postgres,
				args: ['-D', folder, '-h', '127.0.0.1', '-p', String(port), '-c', 'unix_socket_directories='],
				cwd: folder,
				// Without waiting for n8n to give its connections back
				stopSignal: 'SIGINT',
				user,
			}),
		isReady: async () => {
			await run(servers.pg_isready, ['-h', '127.0.0.1', '-p', String(port), '-d', DATABASE]);
			return true;
		},
		readyWithinMs: 60_000,
		next: `read the lines above; if its data are damaged, delete ${folder} and run the command again.`,
	});
	const query = async (sql: string) => {
		const { stdout } = await run(
			servers.psql,
			[
				...['-h', '127.0.0.1', '-p', String(port), '-U', ROLE, '-d', DATABASE],
				...['-X', '-q', '-A', '-t', '-R', BETWEEN_ROWS, '-F', BETWEEN_COLUMNS, '-c', sql],
			],
			{ env: { ...process.env, PGPASSWORD: password }, maxBuffer: LARGEST_ANSWER },
		);
		const rows = stdout.replace(/\n$/, '');
		return rows === '' ? [] : rows.split(BETWEEN_ROWS).map((row) => row.split(BETWEEN_COLUMNS));
	};
	return { ...program, port, user: ROLE, database: DATABASE, query };
}

async function initialize(
	initdb: string,
	folder: string,
	password: string,
	user: SystemUser | undefined,
): Promise<void> {
	mkdirSync(folder, { recursive: true, mode: 0o700 });
	const passwordFile = `${folder}.password`;
	writeFileSync(passwordFile, password, { mode: 0o600 });
	if (user) for (const path of [folder, passwordFile]) chownSync(path, user.uid, user.gid);
	const options = ['-D', folder, '-U', ROLE, '-A', 'scram-sha-256', '--pwfile', passwordFile];
	await run(initdb, [...options, '-E', 'UTF8', '--locale', 'C'], { cwd: '/', ...user }).catch(
		(error: Error) => {
			throw new SetupProblem(
				`PostgreSQL could not make its data folder ${folder}: ${error.message}`,
				user
					? `let the user ${SYSTEM_USER} enter the folders above it, or run the command as another user than root.`
					: 'read the lines above, mend their cause and run the command again.',
			);
		},
	);
}

/** PostgreSQL refuses to be run by root, so its own user does it then. */
function userForPostgres(): SystemUser | undefined {
	if (process.getuid?.() !== 0) return undefined;
	const idOf = (option: string) => Number(execFileSync('id', [option, SYSTEM_USER], { encoding: 'utf8' }));
	try {
		return { uid: idOf('-u'), gid: idOf('-g') };
	} catch {
		throw new SetupProblem(
			`PostgreSQL does not run as root, and this machine has no user ${SYSTEM_USER}.`,
			'run the command as another user than root.',
		);
	}
}
