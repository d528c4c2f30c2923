using ExchangeHA.Operator.Verbs;

return await Root.Create().Parse(args).InvokeAsync();
