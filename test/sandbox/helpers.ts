import { Agent } from 'node:http';
import axios, { type AxiosInstance, type AxiosResponse } from 'axios';
import { PIGZ_EMAIL, PIGZ_PASSWORD } from '../../sandbox/platforms/pigz';
import { startSandbox, type Sandbox, type SandboxOptions } from '../../sandbox/server';

/** A clock that stands still until it is told otherwise. */
export class Clock {
	constructor(private milliseconds = Date.parse('2026-03-10T15:00:00Z')) {}

	readonly now = () => this.milliseconds;

	set(iso: string) {
		this.milliseconds = Date.parse(iso);
	}

	pass(seconds: number) {
		this.milliseconds += seconds * 1000;
	}
}

const running: Sandbox[] = [];

/** Of Pigz alone, unless `platforms` says otherwise: one platform shows what the shared parts do. */
export async function openSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
	const sandbox = await startSandbox({ seed: 1, platforms: ['pigz'], ...options });
	running.push(sandbox);
	return sandbox;
}

export async function closeSandboxes() {
	await Promise.all(running.splice(0).map((sandbox) => sandbox.close()));
}

/** A client that takes every status for an answer, with a connection per request: none is left over from before. */
export const client = (baseURL: string, headers: Record<string, string> = {}): AxiosInstance =>
	axios.create({
		baseURL,
		headers,
		validateStatus: () => true,
		httpAgent: new Agent({ keepAlive: false }),
	});

export const logIn = (sandbox: Sandbox, password = PIGZ_PASSWORD): Promise<AxiosResponse> =>
	client(`${sandbox.url}/pigz`).post('/authentication', undefined, {
		auth: { username: PIGZ_EMAIL, password },
	});

/** A client of the sandbox's Pigz store with a fresh token. */
export async function pigzClient(sandbox: Sandbox): Promise<AxiosInstance> {
	const { data } = await logIn(sandbox);
	return client(`${sandbox.url}/pigz`, { Authorization: `Bearer ${data.token}` });
}

export const controlClient = (sandbox: Sandbox) => client(`${sandbox.url}/_sandbox`);
