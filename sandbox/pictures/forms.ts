import type { WorkflowInput } from '../n8n/client';

// as n8n beside the sandbox has it
type NodeParameters = WorkflowInput['nodes'][number]['parameters'];

/** What a picture of an open form needs. */
export interface Form {
	/** Without `n8n-nodes-pedidos.` */
	nodeType: string;
	/** What stands below it on the canvas. */
	nodeName: string;
	credential: string;
	/** Its name in the demo: the platform's. */
	credentialName: string;
	isTrigger?: boolean;
	parameters: NodeParameters;
}

/** Something that was picked from a list. */
const picked = (value: number, name: string) => ({ __rl: true, mode: 'list', value, cachedResultName: name });

const deliveryDireto = (parameters: NodeParameters): Form => ({
	nodeType: 'deliveryDireto',
	nodeName: 'Delivery Direto',
	credential: 'deliveryDiretoApi',
	credentialName: 'Delivery Direto',
	parameters,
});

const neemo = (parameters: NodeParameters): Form => ({
	nodeType: 'neemo',
	nodeName: 'Neemo',
	credential: 'neemoApi',
	credentialName: 'Neemo',
	parameters,
});

/** Forms by the name of their picture: those of orders, and those with fields inside fields. */
export const forms: Record<string, Form> = {
	'order-get-many': neemo({
		resource: 'order',
		operation: 'getAll',
		filters: { status: 0 },
		options: {
			hidePersonalData: true,
			splitItems: true,
			statusWords: { words: [{ word: '9', status: 'CANCELLED' }] },
		},
	}),
	'order-sample': neemo({ resource: 'order', operation: 'getSample', sample: 'hardest' }),
	'order-confirm': neemo({
		resource: 'order',
		operation: 'confirm',
		orderId: { __rl: true, mode: 'id', value: '={{ $json.id }}' },
	}),
	'order-cancel': deliveryDireto({
		resource: 'order',
		operation: 'cancel',
		id: { __rl: true, mode: 'id', value: '={{ $json.id }}' },
		statusReason: 'Produto em falta',
	}),
	'delivery-direto-delivery-area': deliveryDireto({
		resource: 'deliveryArea',
		operation: 'create',
		type: 'POLYGON',
		name: 'Centro',
		price: 7.5,
		minimumWaitingMinutes: 30,
		maximumWaitingMinutes: 60,
		polygon: {
			values: [
				{ lat: -23.54, lng: -46.64 },
				{ lat: -23.54, lng: -46.62 },
				{ lat: -23.56, lng: -46.63 },
			],
		},
		additionalFields: { dynamicPrice: 3, dynamicPriceStart: '18:00', dynamicPriceEnd: '21:00' },
	}),
	'delivery-direto-voucher': deliveryDireto({
		resource: 'voucher',
		operation: 'createAvailabilities',
		id: picked(5, 'BEMVINDO10 · Dez reais de desconto'),
		voucherAvailabilities: {
			values: [
				{ weekday: 2, shiftStart: '11:30', shiftEnd: '14:30' },
				{ weekday: 6, shiftStart: '18:00', shiftEnd: '02:00' },
			],
		},
	}),
	'delivery-direto-banner': deliveryDireto({
		resource: 'banner',
		operation: 'create',
		type: 'ITEM',
		name: 'Semana da pizza',
		photoUrl: 'https://example.com/semana-da-pizza.png',
		extraData: picked(201, 'Lemonade · COD123'),
		additionalFields: {
			availabilities: { values: [{ weekday: 4, periodStart: '18:00', periodEnd: '23:30' }] },
			platforms: ['ANDROID', 'IOS', 'WEB'],
			status: 'ACTIVE',
		},
	}),
};
