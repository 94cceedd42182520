import {
	CredentialStore,
	pollNode,
	runListSearch,
	runNode,
	type NodeRun,
	type Poller,
	type RunNodeOptions,
} from '../harness';
import type { PollNodeOptions } from '../harness/poll-node';
import type * as axiosModule from 'axios';
import type { InternalAxiosRequestConfig } from 'axios';
import * as n8nWorkflow from 'n8n-workflow';
import type { ICredentialDataDecryptedObject, INodeListSearchResult, INodeParameters } from 'n8n-workflow';
import { PigzApi } from '../../../credentials/PigzApi.credentials';
import { Pigz } from '../../../nodes/Pigz/Pigz.node';
import type { PigzTrigger } from '../../../nodes/Pigz/PigzTrigger.node';
import type * as PigzTriggerModule from '../../../nodes/Pigz/PigzTrigger.node';
import { PIGZ_EMAIL, PIGZ_PASSWORD } from '../../../sandbox/platforms/pigz';
import type { RequestEntry } from '../../../sandbox/requests';
import { startSandbox, type Sandbox } from '../../../sandbox/server';
import type { FaultKind } from '../../../sandbox/faults';
import type { OrderWish } from '../../../sandbox/types';

/** What the node wanted to wait between tries, in milliseconds. Nobody really waits in these tests. */
export const pauses: number[] = [];

jest.mock('n8n-workflow', () => ({
	...jest.requireActual<typeof n8nWorkflow>('n8n-workflow'),
	sleep: async (milliseconds: number) => {
		pauses.push(milliseconds);
		return await Promise.resolve();
	},
}));

/** Hours and days are the tests' own. */
class Clock {
	private instant = 0;

	readonly now = () => this.instant;

	set(iso: string) {
		this.instant = Date.parse(iso);
	}

	pass({ minutes = 0, hours = 0, days = 0 }: { minutes?: number; hours?: number; days?: number }) {
		this.instant += ((days * 24 + hours) * 60 + minutes) * 60_000;
	}
}

/** Midday in São Paulo. */
const MIDDAY = '2026-03-10T15:00:00Z';

/** Key of the store of `loja@pigz.test`: first 8 hexadecimal digits of the SHA-256 of the e-mail. */
export const STORE_KEY = 'fc368612';

/**
 * A Pigz store of the sandbox and one n8n with a credential for it, as one test sees them. The clock stands still
 * until it is told otherwise.
 */
export class Shop {
	readonly clock = new Clock();

	sandbox!: Sandbox;

	credentials!: CredentialStore;

	/** The trigger in the n8n that runs now. */
	private trigger: PigzTrigger | undefined;

	/** Call it once at the top of a test file. */
	open(): this {
		beforeAll(async () => {
			this.clock.set(MIDDAY);
			this.sandbox = await startSandbox({ port: 0, seed: 1, now: this.clock.now });
		});
		afterAll(async () => await this.sandbox.close());
		beforeEach(() => {
			this.clock.set(MIDDAY);
			jest.spyOn(Date, 'now').mockImplementation(this.clock.now);
			this.sandbox.reset();
			this.credentials = new CredentialStore().add(new PigzApi(), this.login());
			this.trigger = undefined;
			pauses.length = 0;
		});
		afterEach(async () => {
			jest.restoreAllMocks();
			for (const eject of interceptors.splice(0)) eject();
			await this.sandbox.goOnline();
		});
		return this;
	}

	/** What a person types into the credential. */
	login(changes: ICredentialDataDecryptedObject = {}): ICredentialDataDecryptedObject {
		return {
			environment: 'custom',
			baseUrl: `${this.sandbox.url}/pigz`,
			email: PIGZ_EMAIL,
			password: PIGZ_PASSWORD,
			allowedDomains: '127.0.0.1',
			...changes,
		};
	}

	/** The store itself, behind the counter. */
	get store() {
		return this.sandbox.platform('pigz');
	}

	place(wish?: OrderWish): number {
		return Number(this.store.placeOrder(wish));
	}

	placeMany(count: number): number[] {
		return Array.from({ length: count }, () => this.place());
	}

	/** Status of an order in Pigz's own word. */
	statusOf(id: number): string {
		return this.sandbox.order('pigz', id).status;
	}

	isWaiting(id: number): boolean {
		return this.sandbox.order('pigz', id).inQueue;
	}

	/** @param times how many requests it spoils */
	spoil(fault: FaultKind, times?: number, operation?: string): void {
		this.sandbox.addFault({ ...fault, platform: 'pigz', times, operation });
	}

	/** The requests that arrived since the last look, without logins, as `GET /orders?start=…`. */
	arrived(): string[] {
		const lines = this.log()
			.filter(({ operation }) => operation !== 'login.create')
			.map(lineOf);
		this.sandbox.clearRequests();
		return lines;
	}

	/** How often somebody logged in since the last look. */
	logins(): number {
		return this.log().filter(({ operation }) => operation === 'login.create').length;
	}

	log(): RequestEntry[] {
		return this.sandbox.requests('pigz');
	}

	/** Runs the Pigz node. */
	async run(
		parameters: INodeParameters,
		input?: RunNodeOptions['input'],
		options: Partial<RunNodeOptions> = {},
	): Promise<NodeRun> {
		return await runNode({
			node: new Pigz(),
			parameters,
			credentials: this.credentials,
			input,
			...options,
		});
	}

	/** Activates the Pigz Trigger. */
	watch(parameters: INodeParameters = {}, options: Partial<PollNodeOptions> = {}): Poller {
		this.trigger ??= loadedAfresh();
		return pollNode({ node: this.trigger, parameters, credentials: this.credentials, ...options });
	}

	/** n8n is killed and started again: what it has not stored is gone, and the node's code is loaded afresh. */
	restart(poller: Poller, changes: Partial<PollNodeOptions> = {}): Poller {
		this.trigger = loadedAfresh();
		return poller.restart({ node: this.trigger, ...changes });
	}

	/** The store itself sets a stage, without n8n. Not to be seen among the requests that arrived. */
	async setStage(order: number, stage: string): Promise<void> {
		const basic = Buffer.from(`${PIGZ_EMAIL}:${PIGZ_PASSWORD}`).toString('base64');
		const ask = async (method: string, path: string, authorization: string) =>
			await this.store.handle({
				method,
				path,
				query: '',
				headers: { authorization },
				body: Buffer.alloc(0),
			});
		const login = await ask('POST', '/authentication', `Basic ${basic}`);
		const { token } = login.body as { token: string };
		const { status, body } = await ask('PUT', `/order/${order}/${stage}`, `Bearer ${token}`);
		if (status !== 200) throw new Error(`The store could not set ${stage}: ${JSON.stringify(body)}`);
	}

	/** Opens the dropdown of orders. */
	async searchOrders(filter?: string): Promise<INodeListSearchResult> {
		return await runListSearch(new Pigz(), 'searchOrder', { credentials: this.credentials, filter });
	}
}

/** The trigger with module state of its own, as in a new process; n8n's classes stay the same for both. */
function loadedAfresh(): PigzTrigger {
	const loaded: PigzTrigger[] = [];
	jest.isolateModules(() => {
		jest.doMock('n8n-workflow', () => n8nWorkflow);
		const fresh = jest.requireActual<typeof PigzTriggerModule>('../../../nodes/Pigz/PigzTrigger.node');
		loaded.push(new fresh.PigzTrigger());
	});
	return loaded[0] as PigzTrigger;
}

function lineOf({ method, path, query, body }: RequestEntry): string {
	const search = Object.entries(query).map(([name, value]) => `${name}=${value}`);
	return [
		`${method} ${path}${search.length > 0 ? `?${search.join('&')}` : ''}`,
		...(body === null ? [] : [JSON.stringify(body)]),
	].join(' ');
}

/**
 * Until the end of the test, n8n's own HTTP client hands every request to `change` before it leaves. n8n-core brings
 * a copy of axios of its own.
 */
export function intercept(change: (request: InternalAxiosRequestConfig) => InternalAxiosRequestConfig): void {
	const { default: axios } = jest.requireActual<typeof axiosModule>(
		require.resolve('axios', { paths: [require.resolve('n8n-core')] }),
	);
	const id = axios.interceptors.request.use(change);
	interceptors.push(() => axios.interceptors.request.eject(id));
}

const interceptors: Array<() => void> = [];

/** An order given by its number. */
export const byNumber = (id: string | number) => ({ __rl: true, mode: 'id', value: String(id) });
