import { join, resolve } from 'node:path';
import type { Owner } from '../n8n/client';
import { SetupProblem } from '../ensure-installed';
import { isPortFree } from '../n8n/ports';

export const repository = resolve(__dirname, '../..');

/** The account of the demo: it is printed, and n8n answers on this machine only. */
export const owner: Owner = {
	email: 'demo@example.com',
	password: 'Pedidos-demo-1',
	firstName: 'Demo',
	lastName: 'Store',
};

/** The store's account in the sandbox. */
export const pigzLogin = { email: 'loja@pigz.test', password: 'sandbox-pigz' };

export interface Settings {
	check: boolean;
	/** n8n in queue mode, on Redis and PostgreSQL. */
	queue: boolean;
	/** Where n8n keeps its data. */
	userFolder: string;
	ports: Ports;
}

export interface Ports {
	/** 0 takes a free one. */
	n8n: number;
	sandbox: number;
	smtp: number;
}

const usage = `Usage: npm start                starts the sandbox and n8n, and stays
       npm start -- --check     sends one order all the way through, on free ports and a throw-away folder, and ends
       npm run start:queue      the same with n8n in queue mode, on Redis and PostgreSQL; also with -- --check`;

const known = ['--check', '--queue'];

/** How each port is called in messages, which environment variable chooses it, and its default. */
const portChoices: Record<keyof Ports, { what: string; variable: string; standard: number }> = {
	n8n: { what: 'n8n', variable: 'PEDIDOS_N8N_PORT', standard: 5678 },
	sandbox: { what: 'the sandbox', variable: 'PEDIDOS_SANDBOX_PORT', standard: 5680 },
	smtp: { what: 'the e-mail inbox', variable: 'PEDIDOS_SMTP_PORT', standard: 2525 },
};

/** @throws SetupProblem for an argument or a port number that means nothing */
export function readSettings(args: string[], environment: NodeJS.ProcessEnv): Settings {
	const unknown = args.filter((argument) => !known.includes(argument));
	if (unknown.length > 0) throw new SetupProblem(`"${unknown.join(' ')}" means nothing here.`, `\n${usage}`);
	const check = args.includes('--check');
	const queue = args.includes('--queue');
	return {
		check,
		queue,
		userFolder: join(repository, '.n8n', ...(queue ? ['queue'] : [])),
		ports: check
			? { n8n: 0, sandbox: 0, smtp: 0 }
			: {
					n8n: portFrom(environment, 'n8n'),
					sandbox: portFrom(environment, 'sandbox'),
					smtp: portFrom(environment, 'smtp'),
				},
	};
}

function portFrom(environment: NodeJS.ProcessEnv, name: keyof Ports): number {
	const { variable, standard } = portChoices[name];
	const text = environment[variable];
	if (!text) return standard;
	const port = Number(text);
	if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
	throw new SetupProblem(
		`${variable} is "${text}", which is not a port.`,
		'use a number from 1024 to 65535.',
	);
}

/** @throws SetupProblem that names every port that is taken, and how to choose another */
export async function checkPorts(ports: Ports): Promise<void> {
	const taken: string[] = [];
	const next: string[] = [];
	for (const [name, { what, variable }] of Object.entries(portChoices)) {
		const port = ports[name as keyof Ports];
		if (await isPortFree(port)) continue;
		taken.push(`port ${port} for ${what}`);
		next.push(`${variable}=${port + 1000}`);
	}
	if (taken.length === 0) return;
	throw new SetupProblem(
		`Taken by another program: ${taken.join(', ')}.`,
		`end that program, perhaps another npm start, or choose other ports: ${next.join(' ')} npm start`,
	);
}
