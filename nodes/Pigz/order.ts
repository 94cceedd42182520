import type { IDataObject } from 'n8n-workflow';
import { readPrices, type AmbiguousLine } from '../../core/order/ambiguousPrices';
import {
	amountReader,
	buildAddress,
	buildOrder,
	type AddressDraft,
	type ItemDraft,
	type OptionDraft,
	type PaymentDraft,
} from '../../core/order/build';
import { parseUnitPrice, sumOf, times, type Cents } from '../../core/order/money';
import type { PlatformOrders, StoreContext } from '../../core/order/platform';
import { isObject, list, number, pick, pickFirst, plain, text, type Loose } from '../../core/order/read';
import { statusTable } from '../../core/order/status';
import { addressText } from '../../core/order/text';
import type {
	OptionRole,
	OrderStatus,
	OrderType,
	OrderWarning,
	PaymentType,
	UnifiedOrder,
} from '../../core/order/types';
import type { OrderVerbs, VerbCall } from '../../core/order/verbs';
import samples from './samples.json';

/*
 * Pigz orders. Sources as in openapi.yaml: [S] [L] [G] [U] are pages of Pigz, (inf) is inferred. Two reads give the
 * same order: /pooling with totals and pick-up address [S], /orders without them [L].
 */

/**
 * PENDENTE and CONFIRMADO are documented [S], `confirmed` stands in older pages [G] [U]. That the others are the stages'
 * own names is inferred, and so are their English twins (inf).
 */
const statusOf = statusTable({
	CREATED: ['PENDENTE', 'pending', 'conhecido', 'known', 'integrado', 'integrated'],
	CONFIRMED: ['CONFIRMADO', 'confirmed'],
	READY: ['prontoRetirada', 'pronto para retirada', 'readyForPickup'],
	IN_DELIVERY: ['despachado', 'dispatched'],
	DELIVERED: ['entregue', 'delivered'],
	CANCELLED: ['cancelado', 'cancelled', 'canceled'],
});

/** DELIVERY and RETIRADA [S]; the other two are their translations (inf). */
const orderTypes = new Map<string, OrderType>([
	['delivery', 'DELIVERY'],
	['entrega', 'DELIVERY'],
	['retirada', 'TAKEOUT'],
	['takeout', 'TAKEOUT'],
]);

/** PAID and NO_PAID [L]; the spellings around them are inferred. */
const paymentTypes = new Map<string, PaymentType>([
	['paid', 'PREPAID'],
	['pago', 'PREPAID'],
	['nopaid', 'PENDING'],
	['notpaid', 'PENDING'],
	['unpaid', 'PENDING'],
	['naopago', 'PENDING'],
]);

const toStage = (stage: string, reaches: OrderStatus): VerbCall => ({
	operation: 'order.changeStage',
	values: { stage },
	reaches,
});

/** Stages of [S]. Pigz has no stage for the preparation and reads no single order: its day is read instead. */
const verbs: OrderVerbs = {
	calls: {
		confirm: toStage('confirmado', 'CONFIRMED'),
		readyForPickup: toStage('prontoRetirada', 'READY'),
		dispatch: toStage('despachado', 'IN_DELIVERY'),
		conclude: toStage('entregue', 'DELIVERED'),
		cancel: toStage('cancelado', 'CANCELLED'),
	},
	orderParameter: 'id',
	read: { operation: 'order.getAll', byDay: { start: 'start', end: 'end' } },
};

/** Of the address members any may come (inf), so all of them are personal; the store's own address is not. */
const personal = [
	'cliente',
	...['enderecoEntrega', 'endereco', 'observacao', 'observacoes', 'entregador'],
	'itens.*.observacao',
];

export const pigzOrders: PlatformOrders = {
	platform: 'pigz',
	orderIdOf,
	toUnified,
	verbs,
	personal,
	samples,
};

/**
 * The `codigo` of an order as text. That it is the {id} of the stage call is inferred.
 * @throws Error where there is none
 */
function orderIdOf(raw: IDataObject): string {
	const orderId = codeOf(raw);
	if (orderId === null) throw new Error('Pigz sent an order without a number ("codigo")');
	return orderId;
}

function toUnified(raw: IDataObject, store: StoreContext): UnifiedOrder {
	const warnings = new Set<OrderWarning>();
	const money = amountReader(warnings);
	const orderId = codeOf(raw);
	const customer = pick(raw, 'cliente');
	const status = pick(raw, 'status');
	const subTotal = money(pick(raw, 'subTotal'));
	const discount = money(pick(raw, 'desconto'));
	const deliveryFee = money(pick(raw, 'taxaEntrega'));
	const payments = listPayments(raw);
	return buildOrder({
		platform: 'pigz',
		store,
		orderId: orderId ?? '',
		displayId: orderId,
		status: statusOf(status, store.statusWords),
		statusRaw: status,
		orderType: orderTypes.get(plain(text(pick(raw, 'tipoEntrega')) ?? '')) ?? null,
		createdAt: pick(raw, 'dataHora'),
		customer: {
			// Name and phone are documented [L], the rest is read in case it comes (inf).
			id: pickFirst(customer, 'codigo', 'id'),
			name: nameOf(customer),
			phone: list(pickFirst(customer, 'telefone', 'celular'))[0],
			email: pick(customer, 'email'),
			document: pickFirst(customer, 'cpf', 'cnpj', 'cpfCnpj', 'documento'),
		},
		delivery: {
			driverName: nameOf(pick(raw, 'entregador')),
			address: readAddress(
				pickFirst(customer, 'endereco', 'enderecoEntrega') ?? pickFirst(raw, 'enderecoEntrega', 'endereco'),
				warnings,
			),
		},
		takeout: {
			address: addressText(buildAddress(readAddress(pick(raw, 'EnderecoRetirada'), warnings))),
		},
		items: readItems(raw, subTotal, warnings),
		otherFees: [{ type: 'DELIVERY_FEE', amount: deliveryFee }],
		discounts: [{ target: 'CART', amount: discount }],
		total: { itemsPrice: subTotal, otherFees: deliveryFee, discount, orderAmount: money(pick(raw, 'total')) },
		payments: payments.map(readPayment),
		changeFor: (pending) => readChange(payments, pending, warnings),
		observations: pickFirst(raw, 'observacao', 'observacoes'),
		warnings,
	});
}

function codeOf(raw: unknown): string | null {
	const code = pick(raw, 'codigo');
	return typeof code === 'number' && !Number.isSafeInteger(code) ? null : text(code);
}

/** Text, or the name of an object. */
function nameOf(value: unknown): string | null {
	return text(value) ?? text(pickFirst(value, 'nome', 'name', 'titulo', 'descricao'));
}

/**
 * Addresses are unpublished: read by the names that Brazilian systems usually give their members (inf). An address
 * that came and was not understood is a warning, because somebody must look at `raw` then.
 */
function readAddress(value: unknown, warnings: Set<OrderWarning>): AddressDraft {
	const [address] = list(value);
	if (address === undefined) return {};
	if (typeof address === 'string') return { formatted: address };
	const draft: AddressDraft = {
		street: pickFirst(address, 'logradouro', 'rua', 'endereco', 'street'),
		number: pickFirst(address, 'numero', 'num', 'number'),
		complement: pickFirst(address, 'complemento', 'complement'),
		reference: pickFirst(address, 'referencia', 'pontoReferencia', 'pontoDeReferencia', 'reference'),
		district: nameOf(pickFirst(address, 'bairro', 'district')),
		city: nameOf(pickFirst(address, 'cidade', 'municipio', 'city')),
		state: pickFirst(address, 'uf', 'estado', 'state'),
		postalCode: pickFirst(address, 'cep', 'codigoPostal', 'postalCode'),
		latitude: pickFirst(address, 'latitude', 'lat'),
		longitude: pickFirst(address, 'longitude', 'lng', 'lon'),
		formatted: pickFirst(address, 'formatado', 'enderecoFormatado', 'enderecoCompleto', 'formatted'),
	};
	const understood = Object.entries(buildAddress(draft)).some(
		([key, member]) => key !== 'country' && member !== null,
	);
	if (!understood) warnings.add('ADDRESS_UNREAD');
	return draft;
}

interface ReadLine extends AmbiguousLine {
	item: Loose;
	chosen: ChosenOption[];
}

function readItems(raw: unknown, subTotal: Cents | null, warnings: Set<OrderWarning>): ItemDraft[] {
	const price = amountReader(warnings, 'reais', parseUnitPrice);
	const read = list(pick(raw, 'itens'))
		.filter(isObject)
		.map((item): ReadLine => {
			const chosen = readOptions(item, price);
			return {
				item,
				chosen,
				quantity: number(pick(item, 'quantidade')),
				price: price(pick(item, 'preco')),
				options: sumOf(chosen.map(({ cost }) => cost)),
			};
		});
	const { lines, optionsIncluded, assumed } = readPrices(read, subTotal);
	if (assumed) warnings.add('ITEM_PRICE_ASSUMED');
	return lines.map(({ line: { item, chosen, quantity }, unit, options, total }) => {
		const size = text(pick(pick(item, 'produto'), 'tamanho'));
		const extras = chosen.map(({ option }) => (optionsIncluded ? { ...option, totalPrice: 0 } : option));
		return {
			externalCode: pick(item, 'codigoPdv'),
			name: nameOf(item),
			variant: size,
			quantity,
			unitPrice: unit,
			optionsPrice: options,
			totalPrice: total,
			observations: pick(item, 'observacao'),
			options: [...sizeOption(item, size), ...extras],
		};
	});
}

/** The size's price is the item's, so it adds nothing. */
function sizeOption(item: Loose, size: string | null): OptionDraft[] {
	const externalCode = pick(pick(item, 'produto'), 'tamanhoPdv');
	return size === null ? [] : [{ role: 'SIZE', name: size, externalCode, totalPrice: 0 }];
}

interface ChosenOption {
	option: OptionDraft;
	/** What it adds to one unit of its item, if it is not in the item's price already. */
	cost: Cents | null;
}

/**
 * The chosen options. Of an option only its price is published [L]; `descricao` has all of a line's options as prose.
 * A single nameless option is named by that prose. Where several are nameless, or none came, the prose becomes an
 * option of its own, without a price, so that the kitchen reads it.
 */
function readOptions(item: Loose, price: (value: unknown) => Cents | null): ChosenOption[] {
	const options = list(pick(item, 'opcionais')).flatMap((group) => {
		const groupName = nameOf(pick(group, 'campo'));
		return list(pickFirst(group, 'opcao', 'opcoes')).map((option) => readOption(option, groupName, price));
	});
	const prose = text(pick(item, 'descricao'));
	const nameless = options.filter(({ option }) => option.name === null);
	const [only] = nameless;
	if (only && nameless.length === 1) only.option.name = prose;
	const told = nameless.length === 1 || (nameless.length === 0 && options.length > 0);
	if (told || prose === null || prose === nameOf(item)) return options;
	return [...options, { option: { role: 'COMPONENT', name: prose, totalPrice: 0 }, cost: 0 }];
}

function readOption(
	option: unknown,
	groupName: string | null,
	price: (value: unknown) => Cents | null,
): ChosenOption {
	const quantity = number(pick(option, 'quantidade')) ?? 1;
	const sent = pickFirst(option, 'price', 'preco', 'valor');
	const unitPrice = price(sent);
	// A price that did not come costs nothing; one that cannot be read leaves the line's price unknown.
	const cost = sent === undefined ? 0 : times(quantity, unitPrice);
	return {
		option: {
			groupName,
			role: roleOf(groupName),
			externalCode: pick(option, 'codigoPdv'),
			name: nameOf(option),
			quantity,
			unitPrice,
			totalPrice: cost,
		},
		cost,
	};
}

/** The title that the store gave the group tells crusts and flavours apart (inf). */
function roleOf(groupName: string | null): OptionRole {
	const title = plain(groupName ?? '');
	if (title.includes('borda')) return 'CRUST';
	return title.includes('sabor') ? 'FLAVOR' : 'COMPLEMENT';
}

/** `pagamentos` is an array [S] [L]; older pages show a single `pagamento` object [G] [U]. */
function listPayments(raw: unknown): Loose[] {
	return list(pick(raw, 'pagamentos') ?? pick(raw, 'pagamento')).filter(isObject);
}

/** The table of `codigo` is unpublished, so a payment without a name is labelled with its number. */
function readPayment(payment: Loose): PaymentDraft {
	const code = text(pick(payment, 'codigo'));
	return {
		type: paymentTypeOf(payment),
		label: nameOf(payment) ?? nameOf(pick(payment, 'formaPagamento')) ?? (code && `Código ${code}`),
		transactionId: pick(payment, 'transactionId'),
	};
}

function paymentTypeOf(payment: Loose): PaymentType | null {
	return paymentTypes.get(plain(text(pick(payment, 'status')) ?? '')) ?? null;
}

/**
 * The bill the customer hands over. Whether `troco` is that bill or the change wanted is not documented: it is taken
 * for the bill (inf), unless it is too small to pay with; then it can only be the change.
 */
function readChange(payments: Loose[], pending: Cents | null, warnings: Set<OrderWarning>): Cents | null {
	const money = amountReader(warnings);
	const amounts = payments
		.filter((payment) => paymentTypeOf(payment) !== 'PREPAID')
		.map((payment) => money(pick(payment, 'troco')) ?? 0);
	const change = Math.max(0, ...amounts);
	if (change === 0) return null;
	if (pending !== null && change >= pending) return change;
	warnings.add('CHANGE_ASSUMED');
	return change + (pending ?? 0);
}
