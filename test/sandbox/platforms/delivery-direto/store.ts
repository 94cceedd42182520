import type { AxiosInstance } from 'axios';
import type { Sandbox, SandboxOptions } from '../../../../sandbox/server';
import { DELIVERY_DIRETO_LOGIN } from '../../../../sandbox/platforms/delivery-direto';
import { client, Clock, openSandbox } from '../../helpers';

const { clientId, clientSecret, storeId, username, password } = DELIVERY_DIRETO_LOGIN;

export const HEADERS = { 'X-DeliveryDireto-ID': storeId, 'X-DeliveryDireto-Client-Id': clientId };
export const CLIENT = { client_id: clientId, client_secret: clientSecret };
export const PASSWORD_GRANT = { ...CLIENT, grant_type: 'password', username, password };

/** One Delivery Direto store of a sandbox, and a client that is logged in to it. */
export class Store {
	private constructor(
		readonly sandbox: Sandbox,
		readonly clock: Clock,
		readonly api: AxiosInstance,
	) {}

	static async open(options: SandboxOptions = {}, now = '2026-03-10T15:00:00Z'): Promise<Store> {
		const clock = new Clock(Date.parse(now));
		const sandbox = await openSandbox({ platforms: ['delivery-direto'], now: clock.now, ...options });
		const { data } = await client(`${sandbox.url}/delivery-direto`, HEADERS).post('/token', PASSWORD_GRANT);
		const headers = { ...HEADERS, Authorization: `Bearer ${data.access_token}` };
		return new Store(sandbox, clock, client(`${sandbox.url}/delivery-direto`, headers));
	}

	get platform() {
		return this.sandbox.platform('delivery-direto');
	}

	place(kind = 'delivery', more: Record<string, unknown> = {}): number {
		return Number(this.platform.placeOrder({ kind, with: more }));
	}

	/** Orders that the list tells, by what the query asks for. */
	async orders(params: Record<string, unknown> = {}) {
		const { data } = await this.api.get('/v1/orders', { params });
		return data.data.orders as Array<Record<string, unknown> & { id: number; total: unknown }>;
	}

	async ids(params: Record<string, unknown> = {}): Promise<number[]> {
		return (await this.orders(params)).map(({ id }) => id);
	}

	async setStatus(id: number, status: string, statusReason?: string) {
		return await this.api.put(`/v1/orders/${id}/status`, {
			status,
			...(statusReason ? { statusReason } : {}),
		});
	}
}

export const brl = (value: number) => ({ value, currency: 'BRL' });
