import { remember } from './remember';
import type {
	Address,
	FEE_TYPES,
	OrderItem,
	OrderOption,
	OrderPayment,
	OrderText,
	OrderType,
	Payments,
	UnifiedOrder,
} from './types';

/** What the text is made of: nothing a platform has of its own. */
type Described = Omit<UnifiedOrder, 'text' | 'warnings'>;

const typeNames: Record<OrderType, string> = {
	DELIVERY: 'Entrega',
	TAKEOUT: 'Retirada',
	INDOOR: 'Consumo no local',
	SHIPPING: 'Envio',
};

const feeNames: Record<(typeof FEE_TYPES)[number], string> = {
	DELIVERY_FEE: 'Taxa de entrega',
	SERVICE_FEE: 'Taxa de serviço',
	TIP: 'Gorjeta',
	SHIPPING: 'Frete',
	OTHER: 'Outras taxas',
};

/** The order in Portuguese, for messages, sheets and printers. */
export function describe(order: Described): OrderText {
	const titles = order.items.map(itemTitle);
	const address = placeText(order);
	const payment = paymentText(order.payments);
	return {
		items: order.items.map((item, index) => and(titles[index], ' - ', remark(item))).join('\n'),
		address,
		payment,
		order: receipt(order, titles, address, payment),
	};
}

/** An address in one line: `Rua das Flores, 123, apto 4 - Centro, São Paulo - SP, 01311-100 (perto da praça)`. */
export function addressText(address: Address): string {
	const street = listed([address.street, address.number, address.complement]);
	const city = listed([address.city, address.state], ' - ');
	const postalCode = address.postalCode && `${address.postalCode.slice(0, 5)}-${address.postalCode.slice(5)}`;
	const line = listed([listed([street, address.district], ' - '), city, postalCode]);
	// A text of the platform's own knows more than pieces without a street.
	const best = address.street === null ? (address.formatted ?? line) : line;
	return best !== '' && address.reference !== null ? `${best} (${address.reference})` : best;
}

/** An amount as it is written in Brazil: `R$ 1.234,56`. */
export function moneyText(reais: number): string {
	const cents = Math.round(Math.abs(reais) * 100);
	const decimals = cents % 100;
	const sign = reais < 0 ? '-' : '';
	return `${sign}R$ ${grouped(Math.floor(cents / 100))},${decimals < 10 ? '0' : ''}${decimals}`;
}

/** A whole number with a point before every three digits. */
function grouped(whole: number): string {
	if (whole < 1000) return String(whole);
	return `${grouped(Math.floor(whole / 1000))}.${String(whole % 1000).padStart(3, '0')}`;
}

/** `2x Pizza Grande (1/2 Calabresa, 1/2 Portuguesa + Bacon; borda Catupiry)` */
function itemTitle(item: OrderItem): string {
	const variant = item.variant !== null && !hasWords(item.name, item.variant) ? item.variant : null;
	if (item.options.length === 0) return listed([quantityText(item), item.name, variant], ' ');
	const isPlain = ({ role }: OrderOption) =>
		role !== 'CRUST' && role !== 'ANSWER' && (role !== 'SIZE' || item.variant === null);
	const plainOptions = item.options.filter(isPlain);
	const crusts = item.options.filter(({ role }) => role === 'CRUST');
	const answers = item.options.filter(({ role }) => role === 'ANSWER');
	const options = listed(
		[
			listed(plainOptions.map(optionText)),
			...crusts.map((crust) => (hasWords(crust.name, 'borda') ? '' : 'borda ') + optionText(crust)),
			...answers.map((answer) => listed([answer.groupName, optionText(answer)], ': ')),
		],
		'; ',
	);
	return listed([quantityText(item), item.name, variant, options && `(${options})`], ' ');
}

function quantityText({ quantity, unit }: OrderItem): string | null {
	if (quantity === null) return null;
	const written = String(quantity).replace('.', ',');
	return unit === 'UN' ? `${written}x` : `${written} ${unit.toLowerCase()}`;
}

function optionText(option: OrderOption): string {
	const quantity = option.quantity === 1 ? null : `${String(option.quantity).replace('.', ',')}x`;
	return listed(
		[listed([quantity, option.fraction, option.name], ' '), ...option.options.map(optionText)],
		' + ',
	);
}

/** Where the order goes: to an address, over the counter or to a table. */
function placeText({ orderType, delivery, takeout, indoor }: Described): string {
	if (orderType === 'TAKEOUT') return listed(['Retirada na loja', takeout.address], ': ');
	if (orderType === 'INDOOR') return listed([typeNames.INDOOR, indoor.place], ': ');
	return addressText(delivery.address) || 'Endereço não informado';
}

/** `Dinheiro, troco para R$ 50,00`; several payments: `Pix R$ 20,00 (pago) + Dinheiro R$ 19,00`. */
function paymentText({ methods, changeFor }: Payments): string {
	const several = methods.length > 1;
	const parts = methods.map((method) => methodText(method, several)).join(' + ');
	return listed([parts || 'Não informado', changeFor === null ? null : `troco para ${moneyText(changeFor)}`]);
}

function methodText({ label, amount, type }: OrderPayment, several: boolean): string {
	return listed(
		[
			label ?? 'Pagamento',
			several && amount !== null ? moneyText(amount) : null,
			type === 'PREPAID' ? '(pago)' : null,
		],
		' ',
	);
}

function receipt(order: Described, titles: string[], address: string, payment: string): string {
	const { customer, total, timing } = order;
	const title = and(
		and('Pedido', ' ', order.displayId),
		' - ',
		order.orderType && typeNames[order.orderType],
	);
	let head = and(title, ' - ', order.status === 'CANCELLED' ? 'CANCELADO' : null);
	head = and(head, '\n', order.createdAt && timeText(order.createdAt));
	head = and(head, '\n', timing.scheduledStart && `Agendado para ${timeText(timing.scheduledStart)}`);

	const lines = order.items.map((item, index) => {
		const price = item.totalPrice === null ? null : moneyText(item.totalPrice);
		return and(and(titles[index], ': ', price), '\n  ', remark(item));
	});

	let amounts = amountLine('Itens', total.itemsPrice);
	for (const { type, name, amount } of order.otherFees)
		amounts = and(amounts, '\n', amountLine(name ?? feeNames[type], amount));
	for (const { name, amount } of order.discounts)
		amounts = and(amounts, '\n', amountLine(name ?? 'Desconto', -amount));
	amounts = and(amounts, '\n', amountLine('Total', total.orderAmount));
	amounts = and(amounts, '\n', `Pagamento: ${payment}`);
	amounts = and(amounts, '\n', amountLine('Levar de troco', order.payments.changeDue));

	const phone = customer.phone === null ? customer.phoneRaw : phoneText(customer.phone);
	const isSent = order.orderType === 'DELIVERY' || order.orderType === 'SHIPPING';
	let person = and(customer.name && `Cliente: ${customer.name}`, '\n', phone && `Telefone: ${phone}`);
	person = and(person, '\n', isSent ? `Endereço: ${address}` : address);
	person = and(person, '\n', remark(order));

	const blocks = [head, listed(lines, '\n'), amounts, person];
	// Flat at once: what is added up bit by bit keeps every bit in memory, of thousands of orders
	return blocks.filter((block) => block !== '').join('\n\n');
}

function remark({ observations }: { observations: string | null }): string | null {
	return observations && `Obs.: ${observations}`;
}

function amountLine(name: string, reais: number | null): string | null {
	return reais === null ? null : `${name}: ${moneyText(reais)}`;
}

/** 2026-11-21T19:05:12-03:00 as 21/11/2026 19:05. */
function timeText(iso: string): string {
	return `${dayText(iso.slice(0, 10))} ${iso.slice(11, 16)}`;
}

const dayText = remember(2_000, (day: string) => `${day.slice(8)}/${day.slice(5, 7)}/${day.slice(0, 4)}`);

/** +5511987654321 as (11) 98765-4321. */
function phoneText(e164: string): string {
	return `(${e164.slice(3, 5)}) ${e164.slice(5, -4)}-${e164.slice(-4)}`;
}

/** Whether a text has these words in it, whatever their case: `Pizza Grande` has `grande`, `Suco Manga` has no `m`. */
function hasWords(written: string, words: string): boolean {
	return ` ${written.toLowerCase()} `.includes(` ${words.toLowerCase()} `);
}

/** Two texts with a separator between them; the one that is there where the other is not. */
function and(one: string | null | undefined, separator: string, other: string | null | undefined): string {
	if (!one) return other ?? '';
	return other ? one + separator + other : one;
}

/** Joins what is there. */
function listed(parts: ReadonlyArray<string | null | undefined>, separator = ', '): string {
	let joined = '';
	for (const part of parts) {
		if (part) joined += joined === '' ? part : separator + part;
	}
	return joined;
}
