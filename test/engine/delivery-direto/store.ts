import { Clock, lineOf, OperationBench, placeOf, type NodeRun } from '../harness';
import type * as n8nWorkflow from 'n8n-workflow';
import type { IDataObject, INodeListSearchResult, INodeParameters, INodeProperties } from 'n8n-workflow';
import { DeliveryDiretoApi } from '../../../credentials/DeliveryDiretoApi.credentials';
import { DeliveryDireto } from '../../../nodes/DeliveryDireto/DeliveryDireto.node';
import type { FaultKind } from '../../../sandbox/faults';
import type { PlatformRequest, Reply } from '../../../sandbox/types';

export { byId } from '../harness';

/** What the node wanted to wait between tries, in milliseconds. Nobody really waits: the clock goes on by itself. */
export const pauses: number[] = [];

jest.mock('n8n-workflow', () => ({
	...jest.requireActual<typeof n8nWorkflow>('n8n-workflow'),
	sleep: async (milliseconds: number) => {
		if (milliseconds === 0) return await new Promise<void>((resolve) => setImmediate(resolve));
		pauses.push(milliseconds);
		clock.pass(milliseconds);
		return await Promise.resolve();
	},
}));

/** It stands still until it is told otherwise, for the node and for the platform alike. */
export const clock = new Clock();

export const HOUR = 60 * 60 * 1000;

const PLATFORM = 'delivery-direto';

/** Message and description of the error that a run ended with. */
export const textOf = ({ status, error }: NodeRun) => ({
	status,
	message: error?.message,
	description: error?.description,
});

/** A Delivery Direto store of the sandbox, with all that the document's examples name, and one n8n with its credential. */
export class Store extends OperationBench {
	constructor() {
		super({
			platform: PLATFORM,
			node: () => new DeliveryDireto(),
			credential: () => new DeliveryDiretoApi(),
			pauses,
			clock,
		});
	}

	override open(): this {
		super.open();
		beforeEach(() => this.platform.examples());
		return this;
	}

	/** Host and port of the sandbox, and the folder of the platform, as they stand in messages. */
	get address() {
		return `${new URL(this.sandbox.url).host}/${PLATFORM}`;
	}

	/** Opens the dropdown of a field, as a person does who has filled in `parameters` so far. */
	async pick(
		id: string,
		field: string,
		parameters: INodeParameters = {},
		{ filter, paginationToken }: { filter?: string; paginationToken?: string } = {},
	): Promise<INodeListSearchResult> {
		const { resource, operation } = placeOf(id);
		const { properties } = new DeliveryDireto().description;
		const method = searchMethodOf(properties, resource, operation, field);
		return await this.look(method, filter, {
			parameters: { resource, operation, ...parameters },
			paginationToken,
		});
	}

	/** @param only an operation, and how many requests it spoils */
	override spoil(fault: FaultKind, ...only: Array<string | number | undefined>): void {
		const times = only.find((value) => typeof value === 'number');
		const operation = only.find((value) => typeof value === 'string');
		super.spoil(fault, times, operation);
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

	/** The requests that arrived since the last look, without logins, as `GET /v1/orders?offset=0`. */
	arrived(): string[] {
		return this.requests().map(lineOf);
	}

	/** The body of the only write that arrived. */
	sent(): unknown {
		const writes = this.requests().filter(({ method }) => method !== 'GET');
		expect(writes).toHaveLength(1);
		return writes[0]?.body;
	}

	/** By which grant somebody logged in since the last look. */
	grants(): unknown[] {
		return this.loginCalls().map(({ body }) => (body as IDataObject | null)?.grant_type);
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
