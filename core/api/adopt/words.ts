/** Says nothing about what an operation does. */
const FILLERS = new Set(
	(
		'a an the of in on at to for from by with and or as is are be was it its this that these those one ones all many ' +
		'which what whether only can will must not no than then when where who into out up per etc via ' +
		'de da do das dos o os um uma uns umas e em no na nos nas para por com sem ou que se ao aos pelo pela'
	).split(' '),
);

/** Verbs that mean the same in an API, and Portuguese words of Brazilian references, by the English word that we use. */
const SAME: Record<string, string[]> = {
	get: [
		'list',
		'read',
		'retrieve',
		'fetch',
		'find',
		'search',
		'show',
		'obter',
		'listar',
		'buscar',
		'consultar',
		'retorna',
		'retornar',
	],
	create: [
		'add',
		'insert',
		'register',
		'new',
		'criar',
		'cria',
		'cadastrar',
		'cadastra',
		'adicionar',
		'inserir',
		'incluir',
	],
	update: [
		'change',
		'edit',
		'modify',
		'set',
		'replace',
		'atualizar',
		'atualiza',
		'alterar',
		'altera',
		'editar',
		'modificar',
	],
	delete: ['remove', 'destroy', 'excluir', 'exclui', 'remover', 'deletar', 'apagar'],
	upload: ['send', 'enviar', 'envia'],
	sort: ['ordenar', 'reorder', 'arrange'],
	order: ['pedido', 'purchase'],
	item: ['produto', 'product'],
	category: ['categoria'],
	customer: ['cliente', 'client', 'user', 'usuario'],
	store: ['loja', 'shop', 'merchant', 'estabelecimento'],
	image: ['imagem', 'photo', 'picture', 'foto'],
	availability: ['disponibilidade', 'available', 'disponivel'],
	property: ['propriedade', 'group', 'grupo'],
	option: ['opcao', 'opcional'],
	payment: ['pagamento'],
	method: ['forma', 'metodo'],
	delivery: ['entrega', 'shipping', 'envio'],
	area: ['regiao', 'zona', 'zone'],
	address: ['endereco'],
	price: ['preco', 'cost', 'valor'],
	stock: ['estoque', 'inventory'],
	voucher: ['cupom', 'coupon'],
	flavor: ['sabor'],
	size: ['tamanho'],
	status: ['situacao', 'state', 'stage'],
	quote: ['cotacao', 'orcamento'],
	shipment: ['remessa'],
	warehouse: ['deposito', 'armazem'],
	hour: ['horario', 'time'],
	approve: ['aprovar'],
	cancel: ['cancelar'],
	token: ['authentication', 'autenticacao', 'auth', 'login'],
};

const STANDARD = new Map(
	Object.entries(SAME).flatMap(([word, others]) => others.map((other): [string, string] => [other, word])),
);

/** `Get the orders' items` as `get`, `order`, `item`: plain letters, singular, without fillers, synonyms as one word. */
export function wordsOf(text: string): string[] {
	return text
		.replace(/([a-z\d])([A-Z])/g, '$1 $2')
		.normalize('NFD')
		.replace(/\p{M}/gu, '')
		.toLowerCase()
		.split(/[^a-z\d]+/)
		.filter((word) => word !== '' && !FILLERS.has(word))
		.map((word) => standard(singular(word)));
}

function standard(word: string): string {
	return STANDARD.get(word) ?? word;
}

function singular(word: string): string {
	if (word.length <= 3) return word;
	return word
		.replace(/coes$/, 'cao')
		.replace(/(ss|us|is)$/, '$1.')
		.replace(/ies$/, 'y')
		.replace(/(ch|sh|x|ss)es$/, '$1')
		.replace(/s$/, '')
		.replace(/\.$/, '');
}
