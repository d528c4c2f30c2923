-- Argo CD's health of a BalancerNode, which an ExchangeBalancer owns: what one node reports.
local status = obj.status
if status == nil then
  return { status = "Progressing", message = "The node has not reported yet." }
end
for _, daemon in ipairs({ { name = "haproxy", report = status.haproxy }, { name = "keepalived", report = status.vrrp } }) do
  local report = daemon.report
  if report ~= nil and report.refusedRevision ~= nil then
    return { status = "Degraded", message = daemon.name .. " refused configuration " .. report.refusedRevision .. ": " .. (report.refusedMessage or "") }
  end
end
if status.haproxy == nil or status.vrrp == nil then
  return { status = "Progressing", message = "One of haproxy and keepalived has not reported yet." }
end
return { status = "Healthy", message = "VRRP " .. (status.vrrp.state or "") }
