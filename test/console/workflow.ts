import type { AxiosResponse } from 'axios';
import { DIGIPIX_CLIENT_ID, DIGIPIX_CLIENT_SECRET } from '../../sandbox/platforms/digipix';
import { NEEMO_TOKEN } from '../../sandbox/platforms/neemo';
import { DELIVERY_DIRETO_LOGIN } from '../../sandbox/platforms/delivery-direto';
import { VENDDOR_API_KEY, VENDDOR_EMAIL } from '../../sandbox/platforms/venddor';
import type { Sandbox } from '../../sandbox/server';
import { client, pigzClient } from '../sandbox/helpers';
import { HEADERS, PASSWORD_GRANT } from '../sandbox/platforms/delivery-direto/store';
import type { PlatformName } from './support';

/** What a workflow does to an order of each platform, as real calls. */
export const changeOrder: Record<PlatformName, (sandbox: Sandbox, id: string) => Promise<AxiosResponse>> = {
	'delivery-direto': async (sandbox, id) =>
		await (await deliveryDireto(sandbox)).put(`/v1/orders/${id}/status`, { status: 'APPROVED' }),
	digipix: async (sandbox, id) =>
		await (await digipix(sandbox)).patch(`/v1/orders/${id}`, { status: 'approved', shipmentMethodId: 1 }),
	neemo: async (sandbox, id) =>
		await client(`${sandbox.url}/neemo`).put(
			`/v1/order/${id}`,
			new URLSearchParams({ token_account: NEEMO_TOKEN, status: '1' }),
		),
	pigz: async (sandbox, id) => await (await pigzClient(sandbox)).put(`/order/${id}/confirmado`),
	venddor: async (sandbox, id) =>
		await client(`${sandbox.url}/venddor`, basic(VENDDOR_EMAIL, VENDDOR_API_KEY)).put(`/api/orders/${id}`, {
			status: 'P',
		}),
};

export async function deliveryDireto(sandbox: Sandbox) {
	const base = `${sandbox.url}/delivery-direto`;
	const { data } = await client(base, HEADERS).post('/token', PASSWORD_GRANT);
	return client(base, {
		'X-DeliveryDireto-ID': DELIVERY_DIRETO_LOGIN.storeId,
		'X-DeliveryDireto-Client-Id': DELIVERY_DIRETO_LOGIN.clientId,
		Authorization: `Bearer ${data.access_token}`,
	});
}

async function digipix(sandbox: Sandbox) {
	const base = `${sandbox.url}/digipix`;
	const { data } = await client(base).post('/v1/oauth/token', {
		client_id: DIGIPIX_CLIENT_ID,
		client_secret: DIGIPIX_CLIENT_SECRET,
		grant_type: 'client_credentials',
		scope: ['orders'],
	});
	return client(base, { Authorization: `Bearer ${data.access_token}` });
}

const basic = (user: string, key: string) => ({
	Authorization: `Basic ${Buffer.from(`${user}:${key}`).toString('base64')}`,
});
