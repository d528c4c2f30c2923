-- Argo CD's health of an ExchangeBalancer, from its status conditions.
local health = { status = "Progressing", message = "The operator has not spoken of this version yet." }
local status = obj.status
if status == nil or status.conditions == nil or status.observedGeneration ~= obj.metadata.generation then
  return health
end
local conditions = {}
for _, condition in ipairs(status.conditions) do
  conditions[condition.type] = condition
end
local ready, stalled, reconciling = conditions.Ready, conditions.Stalled, conditions.Reconciling
if stalled ~= nil and stalled.status == "True" then
  return { status = "Degraded", message = stalled.reason .. ": " .. stalled.message }
end
-- before who serves is judged: a new balancer has no holder yet, and its pods are being made
if reconciling ~= nil and reconciling.status == "True" then
  return { status = "Progressing", message = reconciling.reason .. ": " .. reconciling.message }
end
if ready == nil or ready.status == "Unknown" then
  return { status = "Progressing", message = ready and ready.message or "The operator has not judged it yet." }
end
if ready.status == "False" then
  return { status = "Degraded", message = ready.reason .. ": " .. ready.message }
end
-- Degraded is served by what is left: an alert's matter, and no reason to hold a rollout of something else up
return { status = "Healthy", message = ready.reason .. ": " .. ready.message }
