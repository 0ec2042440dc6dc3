// How well we look after a guest with this kernel.

const [major, minor] = os.uname.split('.').map(Number);
if (major > 6 || (major === 6 && minor >= 1)) {
    return 'full';
}
return major >= 5 ? 'security fixes only' : 'none: please upgrade';
