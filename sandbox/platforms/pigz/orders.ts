import { seededRandom, type Random } from '../../random';

/**
 * Sample orders of the sandbox's Pigz store. Persons, streets and the store are made up.
 *
 * Documented: the members named in nodes/Pigz/openapi.yaml. The sandbox's own choice, since unpublished:
 * - `cliente.endereco` of a delivery and all members of it and of `EnderecoRetirada`;
 * - `nome` and `codigoPdv` of an option (only `price` is published);
 * - `preco` is the price of one unit in the chosen size, without options; the price of each option is added to it
 *   per unit, so a line costs quantidade x (preco + its options);
 * - the payment codes (PAYMENT_CODES) and that `troco` is the cash that the customer hands over, 0 for none;
 * - `dataHora` is spelled in either documented way, chosen per order.
 */
export interface PigzOrder extends Record<string, unknown> {
	codigo: number;
	dataHora: string;
	cliente: { nome: string; telefone: string; endereco?: PigzAddress };
	itens: PigzItem[];
	pagamentos: Array<{ codigo: number; status: 'PAID' | 'NO_PAID'; troco: number; transactionId?: string }>;
	status: string;
	tipoEntrega: 'DELIVERY' | 'RETIRADA';
	desconto: number;
	subTotal: number;
	taxaEntrega: number;
	total: number;
	entregador?: string;
	EnderecoRetirada?: PigzAddress;
}

interface PigzAddress {
	logradouro: string;
	numero: string;
	complemento?: string;
	referencia?: string;
	bairro: string;
	cidade: string;
	uf: string;
	cep: string;
}

interface PigzItem {
	tipo: 'VARIAVEL' | 'FIXO';
	nome: string;
	codigoPdv: number;
	observacao: string;
	quantidade: number;
	preco: number;
	descricao: string;
	produto?: { tamanho: string; tamanhoPdv: number };
	opcionais: Array<{ campo: string; opcao: Array<{ nome: string; codigoPdv: number; price: number }> }>;
}

export const ORDER_KINDS = [
	{ name: 'pickup', title: { en: 'Pick-up', pt: 'Retirada' } },
	{ name: 'delivery', title: { en: 'Delivery', pt: 'Entrega' } },
	{ name: 'options', title: { en: 'Sizes and options', pt: 'Tamanhos e opcionais' } },
	{ name: 'discount', title: { en: 'Discount', pt: 'Desconto' } },
	{ name: 'change', title: { en: 'Cash with change', pt: 'Dinheiro com troco' } },
	{ name: 'online', title: { en: 'Paid online', pt: 'Pago online' } },
] as const;

export type OrderKind = (typeof ORDER_KINDS)[number]['name'];

export const PAYMENT_CODES = { cash: 1, credit: 2, debit: 3, pix: 4, online: 5 } as const;

const FIRST_NAMES = ['Ana', 'Bruno', 'Célia', 'Davi', 'Elisa', 'Fábio', 'Gisele', 'Heitor', 'Íris', 'João'];
const LAST_NAMES = ['Amostra', 'Exemplo', 'Ficção', 'Modelo', 'Protótipo', 'Teste', "D'Ensaio", 'Simulação'];
const COURIERS = ['Rui Entrega', 'Sílvia Moto', 'Tadeu Bike'];
const REMARKS = ['Sem cebola, por favor', 'Bem passado', 'Mandar guardanapos', 'Ponto da carne: médio'];
const STREETS = ['Rua das Amostras', 'Avenida do Exemplo', 'Travessa da Ficção', 'Rua Doutor Modelo'];
const DISTRICTS = ['Jardim Exemplo', 'Vila Modelo', 'Centro Fictício'];
const COMPLEMENTS = ['Apto 12', 'Casa 2', 'Bloco B, apto 204'];
const LANDMARKS = ['Ao lado da padaria', 'Portão azul', 'Em frente à praça'];

/** Prices in cents. */
const SIMPLE_PRODUCTS = [
	{ nome: 'X-Burger', codigoPdv: 101, cents: 2590 },
	{ nome: 'X-Salada', codigoPdv: 102, cents: 2790 },
	{ nome: 'Batata frita', codigoPdv: 201, cents: 1450 },
	{ nome: 'Pastel de queijo', codigoPdv: 202, cents: 990 },
	{ nome: 'Guaraná lata 350 ml', codigoPdv: 301, cents: 650 },
	{ nome: 'Suco de maracujá', codigoPdv: 302, cents: 895 },
	{ nome: 'Pudim de leite', codigoPdv: 401, cents: 1199 },
];
const SIZES = [
	{ tamanho: 'Média', tamanhoPdv: 11, cents: 4290 },
	{ tamanho: 'Grande', tamanhoPdv: 12, cents: 5490 },
	{ tamanho: 'Família', tamanhoPdv: 13, cents: 6990 },
];
const CRUSTS = [
	{ nome: 'Tradicional', codigoPdv: 21, cents: 0 },
	{ nome: 'Catupiry', codigoPdv: 22, cents: 800 },
	{ nome: 'Cheddar', codigoPdv: 23, cents: 750 },
];
const TOPPINGS = [
	{ nome: 'Bacon', codigoPdv: 31, cents: 450 },
	{ nome: 'Azeitonas', codigoPdv: 32, cents: 199 },
	{ nome: 'Milho', codigoPdv: 33, cents: 250 },
];

const reais = (cents: number) => cents / 100;
const brl = (cents: number) => `R$ ${reais(cents).toFixed(2).replace('.', ',')}`;

interface Line {
	item: PigzItem;
	/** What the line costs, in cents. */
	cents: number;
}

function simpleLine(random: Random): Line {
	const { nome, codigoPdv, cents } = random.pick(SIMPLE_PRODUCTS);
	const quantidade = random.between(1, 3);
	return {
		item: {
			tipo: 'FIXO',
			nome,
			codigoPdv,
			observacao: '',
			quantidade,
			preco: reais(cents),
			descricao: '',
			opcionais: [],
		},
		cents: quantidade * cents,
	};
}

function pizzaLine(random: Random): Line {
	const { cents: sizeCents, ...produto } = random.pick(SIZES);
	const crust = random.pick(CRUSTS);
	const first = random.between(0, TOPPINGS.length - 1);
	const toppings = TOPPINGS.filter((_, index) => index === first || random.chance(40));
	const quantidade = random.between(1, 2);
	const optionCents = [crust, ...toppings].reduce((sum, option) => sum + option.cents, 0);
	const asOption = ({ nome, codigoPdv, cents }: (typeof TOPPINGS)[number]) => ({
		nome,
		codigoPdv,
		price: reais(cents),
	});
	const withPrice = ({ nome, cents }: (typeof TOPPINGS)[number]) =>
		cents > 0 ? `${nome} (${brl(cents)})` : nome;
	return {
		item: {
			tipo: 'VARIAVEL',
			nome: 'Pizza Calabresa',
			codigoPdv: 501,
			observacao: random.pick(REMARKS),
			quantidade,
			preco: reais(sizeCents),
			descricao: `Tamanho: ${produto.tamanho}. Borda: ${withPrice(crust)}. Adicionais: ${toppings
				.map(withPrice)
				.join(', ')}`,
			produto,
			opcionais: [
				{ campo: 'Borda', opcao: [asOption(crust)] },
				{ campo: 'Adicionais', opcao: toppings.map(asOption) },
			],
		},
		cents: quantidade * (sizeCents + optionCents),
	};
}

function customerAddress(random: Random): PigzAddress {
	return {
		logradouro: random.pick(STREETS),
		numero: String(random.between(1, 1999)),
		...(random.chance(60) ? { complemento: random.pick(COMPLEMENTS) } : {}),
		...(random.chance(40) ? { referencia: random.pick(LANDMARKS) } : {}),
		bairro: random.pick(DISTRICTS),
		cidade: 'São Paulo',
		uf: 'SP',
		cep: `0${random.between(1_000_000, 5_999_999)}`,
	};
}

const STORE_ADDRESS: PigzAddress = {
	logradouro: 'Rua da Loja Modelo',
	numero: '100',
	bairro: 'Centro Fictício',
	cidade: 'São Paulo',
	uf: 'SP',
	cep: '01000100',
};

/** The banknote that a customer would lay on the counter, in cents: the next 50 or 100 reais, never the exact sum. */
const banknoteFor = (cents: number) => (Math.floor(cents / 5000) + 1) * 5000;

function payment(kind: OrderKind, totalCents: number, random: Random): PigzOrder['pagamentos'][number] {
	if (kind === 'change') {
		return { codigo: PAYMENT_CODES.cash, status: 'NO_PAID', troco: reais(banknoteFor(totalCents)) };
	}
	if (kind === 'online') {
		const transactionId = String(random.between(10_000_000, 99_999_999));
		return { codigo: PAYMENT_CODES.online, status: 'PAID', troco: 0, transactionId };
	}
	const codigo = random.pick([
		PAYMENT_CODES.cash,
		PAYMENT_CODES.credit,
		PAYMENT_CODES.debit,
		PAYMENT_CODES.pix,
	]);
	return { codigo, status: 'NO_PAID', troco: 0 };
}

export interface OrderGenerator {
	/** An order of this kind, or of any, placed at a moment (milliseconds since 1970). Amounts are in reais. */
	next(kind: OrderKind | undefined, codigo: number, placedAt: number): { kind: OrderKind; order: PigzOrder };
}

/** Same seed, same row of orders. */
export function orderGenerator(seed: number): OrderGenerator {
	const random = seededRandom(seed);
	return {
		next(wish, codigo, placedAt) {
			const kind = wish ?? random.pick(ORDER_KINDS).name;
			const pickup = kind === 'pickup' || (kind !== 'delivery' && random.chance(40));
			const lines = Array.from({ length: random.between(1, 3) }, () => simpleLine(random));
			if (kind === 'options') lines.unshift(pizzaLine(random));

			const subTotal = lines.reduce((sum, line) => sum + line.cents, 0);
			const taxaEntrega = pickup ? 0 : random.pick([500, 600, 790, 1250]);
			// A tenth, cut to the cent: gives the odd amounts that rounding errors like.
			const desconto = kind === 'discount' ? Math.max(1, Math.floor(subTotal / 10)) : 0;
			const total = subTotal - desconto + taxaEntrega;

			const order: PigzOrder = {
				codigo,
				dataHora: random.chance(50)
					? String(Math.floor(placedAt / 1000))
					: new Date(placedAt).toISOString().replace(/\.\d+Z$/, 'Z'),
				cliente: {
					nome: `${random.pick(FIRST_NAMES)} ${random.pick(LAST_NAMES)}`,
					// São Paulo's area code and a row of numbers that is not given out.
					telefone: `1190000${String(random.between(0, 9999)).padStart(4, '0')}`,
					...(pickup ? {} : { endereco: customerAddress(random) }),
				},
				itens: lines.map((line) => line.item),
				pagamentos: [payment(kind, total, random)],
				status: 'PENDENTE',
				desconto: reais(desconto),
				subTotal: reais(subTotal),
				total: reais(total),
				taxaEntrega: reais(taxaEntrega),
				tipoEntrega: pickup ? 'RETIRADA' : 'DELIVERY',
				...(pickup ? { EnderecoRetirada: STORE_ADDRESS } : { entregador: random.pick(COURIERS) }),
			};
			return { kind, order };
		},
	};
}
