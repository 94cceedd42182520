import './environment';
import type {
	ICredentialDataDecryptedObject,
	ICredentialType,
	INodeListSearchResult,
	INodeParameters,
	INodeType,
} from 'n8n-workflow';
import type { FaultKind } from '../../../sandbox/faults';
import type { RequestEntry } from '../../../sandbox/requests';
import { startSandbox, type Sandbox } from '../../../sandbox/server';
import type { OrderId, OrderWish, SandboxPlatform } from '../../../sandbox/types';
import { CredentialStore } from './credential-store';
import { runListSearch, type ListSearchOptions } from './list-search';
import { runNode, type NodeRun, type RunNodeOptions } from './run-node';

/** Midday in São Paulo. */
const MIDDAY = '2026-03-10T15:00:00Z';

const LOGIN = 'login.create';

/** Hours and days are the tests' own: it stands still until it is told otherwise. */
export class Clock {
	private instant = Date.parse(MIDDAY);

	readonly now = () => this.instant;

	set(iso: string): void {
		this.instant = Date.parse(iso);
	}

	/** @param time milliseconds, or in parts */
	pass(time: number | { minutes?: number; hours?: number; days?: number }): void {
		if (typeof time === 'number') {
			this.instant += time;
			return;
		}
		const { minutes = 0, hours = 0, days = 0 } = time;
		this.instant += ((days * 24 + hours) * 60 + minutes) * 60_000;
	}
}

export interface BenchOptions {
	/** Its folder in the sandbox. */
	platform: string;
	/** A new one for every run. */
	node: () => INodeType;
	credential: () => ICredentialType;
	/** What the node wanted to wait, where a file records it: emptied before every test. */
	pauses?: number[];
	/** Default: a clock of its own. */
	clock?: Clock;
}

/** What a run takes beside the operation. */
export type RunArguments = [
	parameters: INodeParameters,
	input?: RunNodeOptions['input'],
	options?: Partial<RunNodeOptions>,
];

/**
 * One platform of the sandbox and one n8n with a credential for it, as one test sees them. The clock stands still, for
 * the node and for the platform alike.
 */
export abstract class Bench<Id extends OrderId = number> {
	readonly clock: Clock;

	sandbox!: Sandbox;

	credentials!: CredentialStore;

	constructor(private readonly options: BenchOptions) {
		this.clock = options.clock ?? new Clock();
	}

	/** Call it once at the top of a test file. */
	open(): this {
		const { platform, credential, pauses } = this.options;
		beforeAll(async () => {
			this.clock.set(MIDDAY);
			this.sandbox = await startSandbox({ seed: 1, now: this.clock.now, platforms: [platform] });
		});
		afterAll(async () => await this.sandbox.close());
		beforeEach(() => {
			this.clock.set(MIDDAY);
			jest.spyOn(Date, 'now').mockImplementation(this.clock.now);
			this.sandbox.reset();
			this.credentials = new CredentialStore().add(credential(), this.login());
			if (pauses) pauses.length = 0;
		});
		afterEach(async () => {
			jest.restoreAllMocks();
			await this.sandbox.goOnline();
		});
		return this;
	}

	/** The platform itself, behind the counter. */
	get platform(): SandboxPlatform {
		return this.sandbox.platform(this.options.platform);
	}

	/** The same, where it is one store. */
	get store(): SandboxPlatform {
		return this.platform;
	}

	/** Address of the platform in the sandbox. */
	get baseUrl(): string {
		return `${this.sandbox.url}/${this.options.platform}`;
	}

	/** What a person types into the credential. */
	login(changes: ICredentialDataDecryptedObject = {}): ICredentialDataDecryptedObject {
		const typed = this.platform.credential.data(this.baseUrl);
		return { ...(typed as ICredentialDataDecryptedObject), ...changes };
	}

	/** @param wish a kind of order, or more of what it shall be */
	place(wish?: string | OrderWish): Id {
		return this.platform.placeOrder(typeof wish === 'string' ? { kind: wish } : wish) as Id;
	}

	placeMany(count: number): Id[] {
		return Array.from({ length: count }, () => this.place());
	}

	/** Status of an order in the platform's own word. */
	statusOf(id: Id): string {
		return this.sandbox.order(this.options.platform, id).status;
	}

	/** @param times how many requests it spoils */
	spoil(fault: FaultKind, times?: number, operation?: string): void {
		this.sandbox.addFault({ ...fault, platform: this.options.platform, times, operation });
	}

	/** The requests since the last look, secrets masked. */
	log(): RequestEntry[] {
		return this.sandbox.requests(this.options.platform);
	}

	/** The same without logins. */
	calls(): RequestEntry[] {
		return this.log().filter(({ operation }) => operation !== LOGIN);
	}

	/** The same, and the next look begins here. */
	requests(): RequestEntry[] {
		const calls = this.calls();
		this.sandbox.clearRequests();
		return calls;
	}

	/** The logins since the last look. */
	loginCalls(): RequestEntry[] {
		return this.log().filter(({ operation }) => operation === LOGIN);
	}

	/** How often somebody logged in since the last look. */
	logins(): number {
		return this.loginCalls().length;
	}

	/** Opens a dropdown, such as `searchStatus`. */
	async look(
		method: string,
		filter?: string,
		options: ListSearchOptions = {},
	): Promise<INodeListSearchResult> {
		const { credentials } = this;
		return await runListSearch(this.options.node(), method, { credentials, filter, ...options });
	}

	/** Runs the node with `resource` and `operation` among its parameters. */
	protected async runWith(...[parameters, input, options]: RunArguments): Promise<NodeRun> {
		const { credentials } = this;
		return await runNode({ node: this.options.node(), parameters, credentials, input, ...options });
	}
}

/** One whose tests name the operation. */
export abstract class OperationBench<Id extends OrderId = number> extends Bench<Id> {
	/** @param operation as in the document, such as `order.getAll` */
	async run(operation: string, ...[parameters = {}, ...more]: Partial<RunArguments>): Promise<NodeRun> {
		return await this.runWith({ ...placeOf(operation), ...parameters }, ...more);
	}
}

/** The parameters by which a node knows an operation such as `order.getAll`. */
export function placeOf(id: string): { resource: string; operation: string } {
	const [resource = '', operation = ''] = id.split('.');
	return { resource, operation };
}

/** A request as `GET /orders?start=…`. */
export function lineOf({ method, path, query }: RequestEntry): string {
	const search = Object.entries(query).map(([name, value]) => `${name}=${value}`);
	return `${method} ${path}${search.length > 0 ? `?${search.join('&')}` : ''}`;
}

/** A thing given by its id. */
export const byId = (id: string | number) => ({ __rl: true, mode: 'id', value: String(id) });
