using ExchangeHA.Lab;

return await Commands.Root().Parse(args).InvokeAsync();
