import { Bench, lineOf, pollNode, type NodeRun, type Poller, type RunArguments } from '../harness';
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

export { byId as byNumber } from '../harness';

/** What the node wanted to wait between tries, in milliseconds. Nobody really waits in these tests. */
export const pauses: number[] = [];

jest.mock('n8n-workflow', () => ({
	...jest.requireActual<typeof n8nWorkflow>('n8n-workflow'),
	sleep: async (milliseconds: number) => {
		pauses.push(milliseconds);
		return await Promise.resolve();
	},
}));

/** Key of the store of `loja@pigz.test`: first 8 hexadecimal digits of the SHA-256 of the e-mail. */
export const STORE_KEY = 'fc368612';

/** A Pigz store of the sandbox and one n8n with a credential for it. */
export class Shop extends Bench {
	/** The trigger in the n8n that runs now. */
	private trigger: PigzTrigger | undefined;

	constructor() {
		super({ platform: 'pigz', node: () => new Pigz(), credential: () => new PigzApi(), pauses });
	}

	override open(): this {
		super.open();
		beforeEach(() => {
			this.trigger = undefined;
		});
		afterEach(() => {
			for (const eject of interceptors.splice(0)) eject();
		});
		return this;
	}

	/** What a person types into the credential, the fields with a default left as they are. */
	override login(changes: ICredentialDataDecryptedObject = {}): ICredentialDataDecryptedObject {
		return {
			environment: 'custom',
			baseUrl: this.baseUrl,
			email: PIGZ_EMAIL,
			password: PIGZ_PASSWORD,
			allowedDomains: '127.0.0.1',
			...changes,
		};
	}

	isWaiting(id: number): boolean {
		return this.sandbox.order('pigz', id).inQueue;
	}

	/** The requests that arrived since the last look, without logins, as `GET /orders?start=…` and their body. */
	arrived(): string[] {
		return this.requests().map((entry) =>
			[lineOf(entry), ...(entry.body === null ? [] : [JSON.stringify(entry.body)])].join(' '),
		);
	}

	/** Runs the Pigz node. */
	async run(...how: RunArguments): Promise<NodeRun> {
		return await this.runWith(...how);
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
		return await this.look('searchOrder', filter);
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
