-- Health of a RedisFailover for Argo CD: resource.customizations.health.redisfailover.io_RedisFailover
-- of the ConfigMap argocd-cm. See operations.md, "GitOps and autoscaling".
local status = obj.status
if status == nil or status.conditions == nil or status.observedGeneration ~= obj.metadata.generation then
  return { status = "Progressing", message = "Waiting for the operator." }
end

local is = {}
for _, condition in ipairs(status.conditions) do
  is[condition.type] = condition
end

local function holds(type, value)
  return is[type] ~= nil and is[type].status == value
end

if obj.spec ~= nil and obj.spec.paused == true then
  return { status = "Suspended", message = is.Ready ~= nil and is.Ready.message or "Paused." }
end
if holds("Stalled", "True") then
  return { status = "Degraded", message = is.Stalled.message }
end
if is.Ready ~= nil and is.Ready.reason == "DecisionRequired" then
  return { status = "Degraded", message = is.Ready.message }
end
if holds("Reconciling", "True") then
  return { status = "Progressing", message = is.Reconciling.message }
end
if holds("Ready", "False") and is.Ready.reason ~= "Starting" then
  return { status = "Degraded", message = is.Ready.message }
end
if not holds("Ready", "True") then
  return { status = "Progressing", message = is.Ready ~= nil and is.Ready.message or "Waiting for the operator." }
end
if holds("InSync", "False") then
  return { status = "Degraded", message = is.InSync.message }
end
return { status = "Healthy", message = is.Ready.message }
