// Runs once in each new context, before any script. It removes whatever is not listed, above all clocks, chance and
// what depends on the guest's language; then it freezes everything, so that no script can leave anything behind for
// the next one. Its result are questions that the host asks about results. The parameters are an object and a list of the host.
((hostObject, hostList) => {
    const kept = new Set([
        'NaN', 'Infinity', 'undefined', 'globalThis',
        'Object', 'Function', 'Array', 'String', 'Number', 'BigInt', 'Boolean', 'Symbol', 'RegExp',
        'Map', 'Set', 'WeakMap', 'WeakSet', 'Iterator', 'Math', 'JSON', 'Reflect',
        'Error', 'EvalError', 'RangeError', 'ReferenceError', 'SyntaxError', 'TypeError', 'URIError', 'AggregateError',
        'isNaN', 'isFinite', 'parseFloat', 'parseInt',
        'encodeURI', 'encodeURIComponent', 'decodeURI', 'decodeURIComponent', 'escape', 'unescape',
        Symbol.toStringTag,
    ]);
    for (const name of Reflect.ownKeys(globalThis)) {
        if (!kept.has(name)) {
            delete globalThis[name];
        }
    }
    delete Math.random;
    // RegExp.$1 and its like remember the last match.
    const matching = new Set(['prototype', 'name', 'length', 'escape', Symbol.species]);
    for (const name of Reflect.ownKeys(RegExp)) {
        if (!matching.has(name)) {
            delete RegExp[name];
        }
    }

    const known = new Set();
    const open = [
        globalThis, Object.getPrototypeOf(hostObject), Object.getPrototypeOf(hostList),
        // Prototypes that no name leads to.
        function* () {}, async function () {}, async function* () {}, (async () => {})(), (function* () {})(),
        [].values(), ''[Symbol.iterator](), new Map().values(), new Set().values(),
        // A list of matches, made without a match, which would start the engine for regular expressions.
        RegExp.prototype[Symbol.matchAll].call({flags: '', constructor: {[Symbol.species]: Object}}, ''),
        [].values().map(String), Iterator.from({next() {}}),
    ];
    const isLocal = (name) => name === 'localeCompare' || (typeof name === 'string' && name.startsWith('toLocale'));
    while (open.length > 0) {
        const object = open.pop();
        if ((typeof object !== 'object' && typeof object !== 'function') || object === null || known.has(object)) {
            continue;
        }
        known.add(object);
        open.push(Object.getPrototypeOf(object));
        for (const name of Reflect.ownKeys(object)) {
            if (isLocal(name)) {
                delete object[name];
                continue;
            }
            const property = Reflect.getOwnPropertyDescriptor(object, name);
            open.push(property.value, property.get, property.set);
        }
        Object.freeze(object);
    }

    return {
        isPlain: (object) => {
            const prototype = Object.getPrototypeOf(object);
            return prototype === Object.prototype || prototype === null;
        },
        length: (text) => text.length,
    };
})
