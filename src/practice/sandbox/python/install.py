def install(name, text):
    """Makes a module of the sandbox. Its built-ins are its own: what a program does to the others does not reach it."""
    import builtins
    import sys
    from types import ModuleType

    package = sys.modules.setdefault('sandbox', ModuleType('sandbox'))
    package.__path__ = []
    module = ModuleType(f'sandbox.{name}')
    module.__package__ = 'sandbox'
    vars(module)['__builtins__'] = dict(vars(builtins))
    sys.modules[module.__name__] = module
    setattr(package, name, module)
    exec(compile(text, f'sandbox/{name}.py', 'exec'), vars(module))


install
