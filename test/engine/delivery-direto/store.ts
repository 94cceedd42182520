import { CredentialStore, runListSearch, runNode, type NodeRun, type RunNodeOptions } from '../harness';
import type * as n8nWorkflow from 'n8n-workflow';
import type {
	ICredentialDataDecryptedObject,
	IDataObject,
	INodeListSearchResult,
	INodeParameters,
	INodeProperties,
} from 'n8n-workflow';
import { DeliveryDiretoApi } from '../../../credentials/DeliveryDiretoApi.credentials';
import { DeliveryDireto } from '../../../nodes/DeliveryDireto/DeliveryDireto.node';
import type { FaultKind } from '../../../sandbox/faults';
import type { RequestEntry } from '../../../sandbox/requests';
import { startSandbox, type Sandbox } from '../../../sandbox/server';
import type { PlatformRequest, Reply } from '../../../sandbox/types';

/** What the node wanted to wait between tries, in milliseconds. Nobody really waits: the clock goes on by itself. */
export const pauses: number[] = [];

jest.mock('n8n-workflow', () => ({
	...jest.requireActual<typeof n8nWorkflow>('n8n-workflow'),
	sleep: async (milliseconds: number) => {
		pauses.push(milliseconds);
		clock.pass(milliseconds);
		return await Promise.resolve();
	},
}));

/** Midday in São Paulo. */
const MIDDAY = Date.parse('2026-03-10T15:00:00Z');

/** It stands still until it is told otherwise, for the node and for the platform alike. */
export const clock = {
	instant: MIDDAY,
	now: () => clock.instant,
	pass: (milliseconds: number) => {
		clock.instant += milliseconds;
	},
};

export const HOUR = 60 * 60 * 1000;

const PLATFORM = 'delivery-direto';
const LOGIN = 'login.create';

/** A thing given by its id. */
export const byId = (value: string | number) => ({ __rl: true, mode: 'id', value: String(value) });

/** Message and description of the error that a run ended with. */
export const textOf = ({ status, error }: NodeRun) => ({
	status,
	message: error?.message,
	description: error?.description,
});

/** A Delivery Direto store of the sandbox, with all that the document's examples name, and one n8n with its credential. */
export class Store {
	sandbox!: Sandbox;

	credentials!: CredentialStore;

	/** Call it once at the top of a test file. */
	open(): this {
		beforeAll(async () => {
			clock.instant = MIDDAY;
			this.sandbox = await startSandbox({ platforms: [PLATFORM], seed: 1, now: clock.now });
		});
		afterAll(async () => await this.sandbox.close());
		beforeEach(() => {
			clock.instant = MIDDAY;
			jest.spyOn(Date, 'now').mockImplementation(clock.now);
			this.sandbox.reset();
			this.platform.examples();
			this.credentials = new CredentialStore().add(new DeliveryDiretoApi(), this.login());
			pauses.length = 0;
		});
		afterEach(() => jest.restoreAllMocks());
		return this;
	}

	/** What a person types into the credential. */
	login(changes: ICredentialDataDecryptedObject = {}): ICredentialDataDecryptedObject {
		const data = this.platform.credential.data(`${this.sandbox.url}/${PLATFORM}`);
		return { ...(data as ICredentialDataDecryptedObject), ...changes };
	}

	get platform() {
		return this.sandbox.platform(PLATFORM);
	}

	/** Host and port of the sandbox, and the folder of the platform, as they stand in messages. */
	get address() {
		return `${new URL(this.sandbox.url).host}/${PLATFORM}`;
	}

	/**
	 * Runs the Delivery Direto node.
	 * @param id resource and operation, such as `item.create`
	 */
	async run(
		id: string,
		parameters: INodeParameters = {},
		input?: RunNodeOptions['input'],
		options: Partial<RunNodeOptions> = {},
	): Promise<NodeRun> {
		const [resource = '', operation = ''] = id.split('.');
		return await runNode({
			node: new DeliveryDireto(),
			parameters: { resource, operation, ...parameters },
			credentials: this.credentials,
			input,
			...options,
		});
	}

	/** Opens the dropdown of a field, as a person does who has filled in `parameters` so far. */
	async pick(
		id: string,
		field: string,
		parameters: INodeParameters = {},
		search: { filter?: string; paginationToken?: string } = {},
	): Promise<INodeListSearchResult> {
		const [resource = '', operation = ''] = id.split('.');
		const node = new DeliveryDireto();
		return await runListSearch(
			node,
			searchMethodOf(node.description.properties, resource, operation, field),
			{
				parameters: { resource, operation, ...parameters },
				credentials: this.credentials,
				...search,
			},
		);
	}

	/** @param times how many requests it spoils */
	spoil(fault: FaultKind, operation?: string, times?: number): void {
		this.sandbox.addFault({ ...fault, platform: PLATFORM, times, operation });
	}

	/** Until the end of the test the platform answers calls of one method, other than logins, like this. */
	answer(method: string, reply: Reply): void {
		const { handle } = this.platform;
		jest
			.spyOn(this.platform, 'handle')
			.mockImplementation(async (request) =>
				request.method === method && request.path !== '/token' ? reply : await handle(request),
			);
	}

	/** The requests that arrive from now on, with their bytes. */
	watch(): PlatformRequest[] {
		const seen: PlatformRequest[] = [];
		const { handle } = this.platform;
		jest.spyOn(this.platform, 'handle').mockImplementation(async (request) => {
			seen.push(request);
			return await handle(request);
		});
		return seen;
	}

	/** The requests that arrived since the last look, without logins. */
	requests(): RequestEntry[] {
		const calls = this.sandbox.requests(PLATFORM).filter(({ operation }) => operation !== LOGIN);
		this.sandbox.clearRequests();
		return calls;
	}

	/** The same as `GET /v1/orders?offset=0`. */
	arrived(): string[] {
		return this.requests().map(({ method, path, query }) => {
			const search = Object.entries(query).map(([name, value]) => `${name}=${value}`);
			return `${method} ${path}${search.length > 0 ? `?${search.join('&')}` : ''}`;
		});
	}

	/** The body of the only write that arrived. */
	sent(): unknown {
		const writes = this.requests().filter(({ method }) => method !== 'GET');
		expect(writes).toHaveLength(1);
		return writes[0]?.body;
	}

	/** By which grant somebody logged in since the last look. */
	grants(): unknown[] {
		return this.sandbox
			.requests(PLATFORM)
			.filter(({ operation }) => operation === LOGIN)
			.map(({ body }) => (body as IDataObject | null)?.grant_type);
	}
}

function searchMethodOf(
	properties: INodeProperties[],
	resource: string,
	operation: string,
	field: string,
): string {
	const found = properties.find(
		({ name, displayOptions }) =>
			name === field &&
			displayOptions?.show?.resource?.includes(resource) &&
			displayOptions.show.operation?.includes(operation),
	);
	const list = found?.modes?.find(({ name }) => name === 'list');
	const method = list?.typeOptions?.searchListMethod;
	if (!method) throw new Error(`${resource}.${operation} has no dropdown "${field}"`);
	return method;
}
