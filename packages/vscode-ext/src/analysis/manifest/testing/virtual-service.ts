/** A VirtualService as people write it, 40 lines long. */
export const virtualService = (name: string): string => `apiVersion: networking.istio.io/v1
kind: VirtualService
metadata:
  name: ${name}
  namespace: bookinfo
  labels:
    app: reviews
    team: "shop"
spec:
  hosts:
    - ${name}.example.com
    - reviews
  gateways:
    - istio-system/public
  http:
    # Some see the new stars first.
    - name: canary
      match:
        - headers:
            end-user:
              exact: bob
      route:
        - destination:
            host: reviews
            subset: v2
            port:
              number: 9080
          weight: 100
      timeout: 3s
    - name: default
      route:
        - destination:
            host: reviews
            subset: v1
          weight: 90
        - destination:
            host: reviews
            subset: v3
          weight: 10 # slowly
`;
