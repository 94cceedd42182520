import { openSandbox, client, type Clock } from '../../helpers';
import { NEEMO_TOKEN } from '../../../../sandbox/platforms/neemo';
import type { Sandbox } from '../../../../sandbox/server';

type Members = Record<string, unknown>;

interface Answer {
	status: number;
	data: {
		code: number;
		name: string;
		causes?: Array<{ message: string }>;
		paging?: { total: number; limit: number };
		Orders?: Members[];
		Order?: Members & { [list: string]: Members[] };
		Results?: Members[];
		id?: number;
		payment_methods?: string[];
		payment_options?: Members[];
	};
}

/** A store of the sandbox and a client that sends its token, as public clients do. */
export class Store {
	private constructor(readonly sandbox: Sandbox) {}

	static async open(clock?: Clock, pace?: number): Promise<Store> {
		return new Store(await openSandbox({ platforms: ['neemo'], now: clock?.now, pace }));
	}

	get platform() {
		return this.sandbox.platform('neemo');
	}

	place(kind?: string): number {
		return Number(this.platform.placeOrder({ kind }));
	}

	/** Sends form fields, as the calls of orders want them. */
	async form(method: string, url: string, fields: Members = {}): Promise<Answer> {
		const data = new URLSearchParams({ token_account: NEEMO_TOKEN, ...(fields as Record<string, string>) });
		return await client(`${this.sandbox.url}/neemo`).request({ method, url, data });
	}

	/** Sends JSON, as everything else wants it. */
	async json(method: string, url: string, body: Members = {}): Promise<Answer> {
		const data = { token_account: NEEMO_TOKEN, ...body };
		return await client(`${this.sandbox.url}/neemo`).request({ method, url, data });
	}

	/** The numbers on one page of the list; none for "no results". */
	async list(filter: Members = {}): Promise<unknown[]> {
		const { data } = await this.form('post', '/v1/order', filter);
		return (data.Orders ?? []).map(({ id }) => id);
	}

	async detail(id: number) {
		return (await this.form('post', `/v1/order/${id}`)).data.Order ?? {};
	}

	async setStatus(id: number, status: number) {
		return await this.form('put', `/v1/order/${id}`, { status });
	}

	/** The rows of a batch. */
	async rows(method: string, url: string, list: string, entries: Members[]) {
		return (await this.json(method, url, { [list]: entries })).data.Results;
	}
}
